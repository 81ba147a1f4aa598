export { outcomes } from "./outcomes";
