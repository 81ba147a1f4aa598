export { openai } from "./openai";
