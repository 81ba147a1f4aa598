export { continueDemo, type DemoInput, loadDemo } from "./load";
export { type DemoSignIn, demoSignIns } from "./people";
export { isDemoLoaded } from "./state";
