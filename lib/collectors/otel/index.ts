export { otel } from "./otel";
