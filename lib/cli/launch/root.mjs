import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder, absolute. */
export const ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
