import type { Sql } from "../../db/client";
import { readChains } from "../metrics";
import type { RoutingChains } from "./chains-answer";
import type { RoutingQuery } from "./read-net";

/** Attempts in vain by the model that tried and the one that answered, the dearest first. Throws as a query does. `now` is epoch ms. */
export async function readRoutingChains(sql: Sql, input: RoutingQuery, { now }: { now: number }): Promise<RoutingChains> {
  const { chains, cutBefore, range, zone } = await readChains(sql, input, { now });
  return { chains, cutBefore, meta: { range, zone } };
}
