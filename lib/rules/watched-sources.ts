import type { Tx } from "../../db/client";
import { type Instance, isOfMachines, readBillSources, readMonitors, type SourceCoverage } from "../metrics";
import type { Watch } from "./watchable";

/** Where what a rule watches comes from. */
type Kind = "calls" | "bills" | "gpu" | "serving";

const kindOf = ({ metric: { family } }: Watch): Kind =>
  family === "bills" || family === "serving" ? family : isOfMachines(family) ? "gpu" : "calls";

/** The sources whose records decide how far rules can be judged: of calls, of bills, of GPUs or of model servers. Each kind is read once, and only where a rule asks for it. */
export async function readWatchedSources(
  tx: Tx,
  { zone, sources }: Instance,
  watches: readonly Watch[],
): Promise<(watch: Watch) => readonly SourceCoverage[]> {
  const kinds = new Set(watches.map(kindOf));
  const [bills, gpu, serving] = await Promise.all([
    kinds.has("bills") ? readBillSources(tx, zone) : [],
    kinds.has("gpu") ? readMonitors(tx, zone, null, ["gpu"]) : [],
    kinds.has("serving") ? readMonitors(tx, zone, null, ["serving"]) : [],
  ]);
  const known = { calls: sources, bills, gpu, serving };
  return (watch) => known[kindOf(watch)];
}
