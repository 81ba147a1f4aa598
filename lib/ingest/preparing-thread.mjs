// A thread starts with plain JavaScript; what it runs is TypeScript.
import { register } from "tsx/esm/api";

register();
await import("./preparing-thread.ts");
