import type { Sql } from "../../db/client";
import { ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { billedDifferences, sampleChecks, spanDifferences } from "../gpu";
import { SESSION_COLUMNS } from "./arriving-sessions";
import { attemptContributions, bucketContributions } from "./contributions";
import { cellsOf } from "./fold";
import { latencyCells } from "./latency";
import { LEDGER_CHECK } from "./ledger-check";
import { sessionCells, sessionTotals } from "./sessions";
import { inSettledSnapshot } from "./settled-snapshot";

export interface Difference {
  table: string;
  /** Cells that differ, are missing or should not be there; of the savings ledger: attempts with a wrong role. */
  cells: number;
}

const CONTRIBUTION = `(${attemptContributions("attempt")} union all ${bucketContributions("usage_bucket")})`;

function compare(table: string, keys: readonly string[], values: readonly string[], expected: string): string {
  const row = (alias: string) => `row(${values.map((v) => `${alias}.${v}`).join(", ")})`;
  return `select count(*)::integer as cells from (${expected}) e full join ${table} t using (${keys.join(", ")})
    where e.${values[0]} is null or t.${values[0]} is null or ${row("e")} is distinct from ${row("t")}`;
}

const rollupKeys = (rollup: RollupTable): string[] => [rollup.grain === "hour" ? "hour" : "day", ...rollup.dimensions];

/** A histogram as (subscript, count) of what is not zero: the same for every way of storing it. */
const trimmed = (column: string): string =>
  `(select coalesce(array_agg(array[i, ${column}[i]] order by i), '{}') from generate_subscripts(${column}, 1) as i where ${column}[i] <> 0)`;

/** SQL that recomputes one derived table from facts and counts the differing cells; `$1` is the zone. */
function checks(): { table: string; text: string; zoned: boolean }[] {
  const rollups = ROLLUPS.map((rollup) => ({
    table: rollup.name,
    text: compare(
      rollup.name,
      rollupKeys(rollup),
      rollup.measures.map((m) => m.name),
      cellsOf(rollup, `${CONTRIBUTION} c`),
    ),
    zoned: true,
  }));
  const latency = (from: string) =>
    `select day, dimension, value, ${trimmed("latency")} as latency, ${trimmed("ttft")} as ttft from (${from}) l`;
  const histogram = (from: string) =>
    `select day, team, feature, sessions::bigint, priced_sessions::bigint, priced_cost::numeric, ${trimmed("cost_histogram")} as cost_histogram from (${from}) s`;
  return [
    ...rollups,
    ...sampleChecks(),
    {
      table: "rollup_day_latency",
      text: compare(
        `(${latency("select * from rollup_day_latency")})`,
        ["day", "dimension", "value"],
        ["latency", "ttft"],
        latency(latencyCells("attempt")),
      ),
      zoned: true,
    },
    {
      table: "session",
      text: compare("session", ["key"], SESSION_COLUMNS.slice(1), sessionTotals("attempt", "true")),
      zoned: true,
    },
    {
      table: "rollup_day_session",
      text: compare(
        `(${histogram("select * from rollup_day_session")})`,
        ["day", "team", "feature"],
        ["sessions", "priced_sessions", "priced_cost", "cost_histogram"],
        histogram(sessionCells("session", "1")),
      ),
      zoned: false,
    },
    {
      table: "identity",
      text: `select count(*)::integer as cells from (
          select id, occurred_at, run from attempt
        ) f full join identity i using (id) left join ingest_run r on r.id = f.run and r.told_at is not null
        where f.id is null or i.id is null or f.occurred_at <> i.occurred_at or (i.as_of is null and r.id is null)`,
      zoned: false,
    },
    { table: "savings ledger", text: LEDGER_CHECK, zoned: false },
  ];
}

/**
 * Recomputes every rollup and session total from facts, rates of GPUs from bill lines, and spans of GPUs from rules and rates, in one snapshot in which
 * nothing is pending. Empty when all agree.
 */
export async function verify(sql: Sql, zone: string): Promise<Difference[]> {
  return inSettledSnapshot(sql, async (tx) => {
    // Everything is compared with everything: no planner that takes a table for empty may do so row by row.
    await tx.unsafe("set local enable_nestloop = off");
    const differences: Difference[] = [];
    for (const { table, text, zoned } of checks()) {
      const [row] = await tx.unsafe<{ cells: number }[]>(text, zoned ? [zone] : []);
      if (row && row.cells > 0) differences.push({ table, cells: row.cells });
    }
    const gpus = [await billedDifferences(tx, zone), ...(await spanDifferences(tx))];
    return [...differences, ...gpus.filter(({ cells }) => cells > 0)];
  });
}
