import type { Tx } from "../../db/client";
import { readZone } from "../settings/zone";
import { parseRange } from "../time";
import { storeFilters } from "./filters";
import { parseQuery, type QueryInput } from "./query";
import type { Scope } from "./scope";

export interface GpuQuery {
  from?: string | undefined;
  to?: string | undefined;
  where?: QueryInput["where"];
}

/** The scope of a question about GPUs. Throws `invalid` as a query of `metric` does. `now` is epoch ms. */
export async function readGpuScope(tx: Tx, { where, ...range }: GpuQuery, metric: string, now: number): Promise<Scope> {
  const query = parseQuery({ metric, where });
  const zone = await readZone(tx);
  return { range: parseRange(range, zone, now), zone, filters: await storeFilters(tx, query.where, []) };
}
