import type { Tx } from "../../db/client";
import { readZone } from "../settings/zone";
import { billAgain } from "./follow-bills";
import { respan } from "./spans";

/** After a rule or rate changed: billed rates first, since they share cards with the others, then all spans. Holds the lock of samples. */
export async function restate(tx: Tx): Promise<void> {
  await billAgain(tx, await readZone(tx), null);
  await respan(tx);
}
