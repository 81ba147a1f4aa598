import type { Collector } from "../collectors";
import { isBadUnit, readUnits } from "./read";

const LOOK_AT = 200;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** How many of the first units of `head` are of this collector's format, and how many there are. */
async function match(collector: Collector, head: Uint8Array): Promise<{ matching: number; units: number }> {
  let matching = 0;
  let units = 0;
  for await (const batch of readUnits(once(head), collector)) {
    for (const unit of batch) {
      if (isBadUnit(unit)) continue;
      units += 1;
      if (collector.detect(unit.value, unit.path)) matching += 1;
      if (units >= LOOK_AT) return { matching, units };
    }
  }
  return { matching, units };
}

/** Some records are in the first of these as a rule, and larger ones in the next. */
const GLANCES = [8 * 1024, 128 * 1024];

/** Whether all that a first glance finds is of this collector's format. False where it finds nothing. */
export async function isOfCollector(collector: Collector, bytes: Uint8Array): Promise<boolean> {
  for (const glance of GLANCES) {
    const { matching, units } = await match(collector, bytes.subarray(0, glance));
    if (units > 0) return matching === units;
  }
  return false;
}

/** The collector whose format most of the first units have; null when none recognizes any. `head` is the start of the input, decompressed. */
export async function detectCollector(collectors: readonly Collector[], head: Uint8Array): Promise<Collector | null> {
  let best: { collector: Collector; share: number } | null = null;
  for (const collector of collectors) {
    const { matching, units } = await match(collector, head);
    const share = units === 0 ? 0 : matching / units;
    if (share > (best?.share ?? 0)) best = { collector, share };
  }
  return best?.collector ?? null;
}
