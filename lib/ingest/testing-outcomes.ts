import { expect } from "vitest";
import type { Sql } from "../../db/client";
import { verify } from "../rollups";
import { verifyOutcomes } from ".";
import { ingestText, lines, NOW } from "./testing";

/** Tests only: telling outcomes, and what became of them, in the database that `sql` gives by then. */
export function outcomesIn(sql: () => Sql) {
  let told = 0;
  return {
    /** Tells outcomes, each time a second later. */
    tell: (...outcomes: Record<string, unknown>[]) => {
      told += 1;
      return ingestText(sql(), lines(outcomes), {
        now: new Date(NOW.getTime() + told * 1000),
        kind: "outcomes",
        source: "outcomes",
        origin: "push",
      });
    },
    judged: () => sql()`
      select id_text(record_id) as id, outcome, trim_scale(outcome_cost)::text as cost, trim_scale(outcome_value)::text as value from attempt where outcome is not null order by 1`,
    sums: async () => {
      const [row] = await sql()`
        select sum(outcomes)::integer as outcomes, sum(outcome_successes)::integer as successes, sum(outcome_failures)::integer as failures from rollup_day_core`;
      return row;
    },
    clean: async () => expect([...(await verify(sql(), "UTC")), ...(await verifyOutcomes(sql()))]).toEqual([]),
  };
}

export const at = (second: number) => ({ startTime: 1_790_000_000 + second, endTime: 1_790_000_001 + second });
/** Calls that asked for gpt-4o; on gpt-4o-mini they were routed. */
export const routed = { model: "gpt-4o-mini", model_group: "gpt-4o" };
