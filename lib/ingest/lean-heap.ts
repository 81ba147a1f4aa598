import { setFlagsFromString } from "node:v8";

/**
 * For a process that does nothing but ingest: the heap grows in small steps, which keeps memory flat, and what collects garbage stays in its own thread,
 * which leaves the other processors to the database.
 */
export function leanHeap(): void {
  setFlagsFromString("--heap-growing-percent=80");
  setFlagsFromString("--no-parallel-scavenge");
}
