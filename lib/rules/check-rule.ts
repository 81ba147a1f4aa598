import type { Sql } from "../../db/client";
import { isOfMachines, runQuery } from "../metrics";
import type { NewRule } from "./rule";
import { type Watch, watchOf } from "./watchable";

/** Throws `invalid` with a sentence where a rule can't be watched: the metric, the window, or a value that a closed list lacks. */
export async function checkRule(sql: Sql, rule: NewRule): Promise<Watch> {
  const watch = watchOf(rule);
  // Asks for nothing but what is wrong with the scope.
  const metric = isOfMachines(watch.metric.family) ? watch.metric.id : "requests";
  await runQuery(sql, { metric, where: rule.scope, from: "2000-01-01", to: "2000-01-02" }, { now: 0 });
  return watch;
}
