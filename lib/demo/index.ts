export { continueDemo, type DemoInput, isDemoLoaded, loadDemo } from "./load";
export { type DemoSignIn, demoSignIns } from "./people";
