export { dcgm, prometheus, vllm } from "./prometheus";
