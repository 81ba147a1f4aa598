import type { Sql } from "../../db/client";
import { type QueryRow, runQuery, toCsv } from "../metrics";
import type { WatchedScope } from "../metrics/scope-schema";
import { type Amount, add, largestRemainder } from "../money";
import { addDays, type Day } from "../time";

const BY = ["team", "feature", "provider", "model"] as const;
const SUMS = ["cost", "requests", "input_tokens", "output_tokens"] as const;

interface Asked {
  scope: WatchedScope;
  from: Day;
  to: Day;
  now: number;
}

/**
 * The month for a spreadsheet: a row for each team, feature, provider and model, the largest first. `cost` is exact (12 decimals, empty where unknown);
 * `cost_rounded` is in cents that add up to the rounded total of the metric by largest remainder. The last row is the total.
 */
export async function financeCsv(sql: Sql, asked: Asked): Promise<string> {
  const { rows, labels } = await readRows(sql, asked);
  const known = rows.flatMap(({ cost }) => (cost == null ? [] : [cost]));
  const cents = largestRemainder(known);
  let used = 0;
  const data = rows.map((row): QueryRow => {
    const rounded = row.cost == null ? null : (cents[used++] ?? null);
    return { month: asked.from.slice(0, 7), ...row, team_name: labels.get(row.team ?? "") ?? null, cost_rounded: rounded };
  });
  const total: QueryRow = { month: asked.from.slice(0, 7), team: "(total)", cost_rounded: known.length > 0 ? add(...cents) : null };
  for (const sum of SUMS) total[sum] = addKnown(rows.map((row) => row[sum] ?? null));
  if (total.cost_rounded != null) total.cost_rounded = largestRemainder([total.cost_rounded])[0] ?? null;
  const columns = [...SUMS.slice(0, 1), "cost_rounded", ...SUMS.slice(1)];
  return toCsv({
    data: [...data, total],
    meta: {
      by: ["month", "team", "team_name", "feature", "provider", "model"],
      metrics: columns.map((id) => ({ id, label: id, unit: "count" })),
    },
  });
}

/** Day by day, since only calls themselves know a model by its team: a month of them would be too much for one question. */
async function readRows(sql: Sql, { scope, from, to, now }: Asked): Promise<{ rows: QueryRow[]; labels: Map<string, string> }> {
  const rows = new Map<string, QueryRow>();
  const labels = new Map<string, string>();
  for (let day = from; day < to; day = addDays(day, 1)) {
    let cursor: string | undefined;
    do {
      const ask = { metric: SUMS, by: BY, where: scope, from: day, to: addDays(day, 1), cursor };
      const { data, meta } = await runQuery(sql, ask, { now });
      for (const row of data) merge(rows, row);
      for (const [value, label] of Object.entries(meta.labels.team ?? {})) labels.set(value, label);
      cursor = meta.next ?? undefined;
    } while (cursor);
  }
  const sorted = [...rows.values()].sort((a, b) => Number(b.cost ?? -1) - Number(a.cost ?? -1) || key(a).localeCompare(key(b)));
  return { rows: sorted, labels };
}

const key = (row: QueryRow): string => JSON.stringify(BY.map((id) => row[id] ?? null));

function merge(rows: Map<string, QueryRow>, row: QueryRow): void {
  const before = rows.get(key(row));
  if (!before) rows.set(key(row), { ...row });
  else for (const sum of SUMS) before[sum] = addKnown([before[sum] ?? null, row[sum] ?? null]);
}

function addKnown(values: readonly (Amount | null)[]): Amount | null {
  const known = values.filter((value) => value != null);
  return known.length > 0 ? add(...known) : null;
}
