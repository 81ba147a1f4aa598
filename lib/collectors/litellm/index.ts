export { litellm } from "./litellm";
