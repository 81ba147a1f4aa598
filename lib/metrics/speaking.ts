import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { SIGNALS, signalSql } from "../gpu/signal";
import { machineRows } from "./machine-rows";
import type { Params } from "./params";
import type { Scope } from "./scope";

/**
 * SQL of the one signal that speaks for each GPU over the whole range: (subject, signal). `rows` names a relation of the question's own rows with
 * `ACTIVITY`. A filter does not change it, else a part would be told otherwise than it is within the whole.
 */
export function speakingSql(rows: string, scope: Scope, params: Params): string {
  const longest = signalSql((name) => `sum(${name}_ms)`);
  if (scope.filters.length === 0) return `select subject, ${longest} as signal from ${rows} group by subject`;
  const times = SIGNALS.map((signal) => `${signal}_ms`);
  return `select subject, ${longest} as signal from (${machineRows(GPU_FAMILY, times, { ...scope, filters: [] }, false, params)}) u
      where subject in (select subject from ${rows}) group by subject`;
}
