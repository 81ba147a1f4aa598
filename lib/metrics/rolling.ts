import type { Tx } from "../../db/client";
import { type AskedColumn, MEASURES } from "../../db/schema/rollup-tables";
import type { Range } from "../time";
import { bucketHas, callRows } from "./calls";
import type { Metric } from "./define";
import { Params } from "./params";
import { type Plan, planCalls } from "./plan";
import { filterSql, type StoredFilter } from "./scope";

/** Many scopes of the same columns over the same windows, answered by one statement. Windows are `span` buckets long and end with one of `at`. */
export interface RollingAsk {
  grain: "minute" | "hour";
  zone: string;
  /** Where hours of the zone begin after those of UTC; ms. */
  phaseMs: number;
  span: number;
  /** Of the family `calls`. */
  metrics: readonly Metric[];
  scopes: readonly (readonly StoredFilter[])[];
  /** Each of its values is a subject of its own. */
  each: AskedColumn | "session_key" | null;
  /** Numbers of the buckets, ascending: a bucket starts at number × length + phase. */
  at: readonly number[];
  /** Records of any width count, and nothing else: for rules on missing data. */
  presence: boolean;
}

/** From the i-th of `at` on until the subject's next row. `present`: the window holds rows. */
export interface RollingRow {
  scope: number;
  /** Stored id of the value of `each`; null without. */
  subject: string | null;
  i: number;
  present: boolean;
  values: (string | null)[];
}

const LENGTH_MS = { minute: 60_000, hour: 3_600_000 } as const;

/**
 * Windows as running sums of measures with each metric's own formula on top. By the hour they are sums of what charts by the hour show: provider counts
 * of whole days are in no hour. Calls are read only within the windows.
 */
export async function readRolling(tx: Tx, ask: RollingAsk): Promise<RollingRow[]> {
  if (ask.at.length === 0 || ask.scopes.length === 0) return [];
  const params = new Params();
  const rows = await tx.unsafe<Record<string, string | number | boolean | null>[]>(rollingSql(ask, params), params.values);
  return rows.map((row) => ({
    scope: Number(row.no),
    subject: row.subject == null ? null : String(row.subject),
    i: Number(row.i),
    present: row.present === true,
    values: ask.metrics.map((_, m) => (row[`m${m}`] == null ? null : String(row[`m${m}`]))),
  }));
}

function rollingSql(ask: RollingAsk, params: Params): string {
  const { metrics, scopes, each, at, span } = ask;
  const columns = scopes[0]?.map(({ column }) => column) ?? [];
  const measures = [...new Set(["rows", ...metrics.flatMap((metric) => metric.needs)])];
  const list = (of: (measure: string) => string) => measures.map((measure) => `${of(measure)} as ${measure}`).join(", ");
  const target = targetsOf(scopes);
  const last = at[at.length - 1] ?? 0;
  const outputs = params.integers(at);
  const subject = each ? `c.${each}` : "null::bigint";
  const joined = columns.map((column, i) => `c.${column} = t.v${i}`).join(" and ") || "true";
  return `with target as (
    select * from unnest(${[target.no, ...target.values].map((ids) => params.integers(ids)).join(", ")}) as t(${["no", ...columns.map((_, i) => `v${i}`)].join(", ")})
  ),
  contribution as (${contributions(ask, columns, measures, params)}),
  cell as (
    select t.no, ${subject} as subject, c.at, ${list((measure) => `coalesce(sum(c.${measure}), 0)`)}
    from contribution c join target t on ${joined}
    ${each ? `where c.${each} <> 0` : ""}
    group by 1, 2, 3
  ),
  step as (
    select no, subject, i, ${list((measure) => `sum(${measure})`)}
    from (
      select no, subject, width_bucket(at - 1, ${outputs}) as i, ${measures.join(", ")} from cell where at <= ${Math.trunc(last)}
      union all
      select no, subject, width_bucket(at + ${Math.trunc(span)} - 1, ${outputs}), ${measures.map((measure) => `-${measure}`).join(", ")}
      from cell where at + ${Math.trunc(span)} <= ${Math.trunc(last)}
    ) change
    group by 1, 2, 3
  ),
  running as (
    select no, subject, i, ${list((measure) => `sum(${measure}) over (partition by no, subject order by i)`)}
    from step
  )
  select no, subject::text as subject, i, rows <> 0 as present,
    ${metrics.map(({ sql }, m) => `trim_scale(round((${sql})::numeric, 12))::text as m${m}`).join(", ")}
  from running`;
}

/** Every combination of a scope's values, as columns. */
function targetsOf(scopes: RollingAsk["scopes"]): { no: number[]; values: number[][] } {
  const no: number[] = [];
  const values: number[][] = (scopes[0] ?? []).map(() => []);
  for (const [number, scope] of scopes.entries()) {
    const combinations = scope.reduce<number[][]>((found, { ids }) => found.flatMap((head) => ids.map((id) => [...head, id])), [[]]);
    for (const combination of combinations) {
      no.push(number);
      for (const [i, id] of combination.entries()) values[i]?.push(id);
    }
  }
  return { no, values };
}

/** Rows with the columns, `at` (number of the bucket) and the measures. */
function contributions(ask: RollingAsk, columns: readonly AskedColumn[], measures: readonly string[], params: Params): string {
  const { grain, zone, phaseMs, each, presence, scopes } = ask;
  const ranges = rangesOf(ask);
  const filters = columns.map((column, i): StoredFilter => ({ column, ids: [...new Set(scopes.flatMap((scope) => scope[i]?.ids ?? []))] }));
  const number = (instant: string) => `floor((extract(epoch from ${instant}) - ${phaseMs / 1000}) / ${LENGTH_MS[grain] / 1000})::integer`;
  const all = [...new Set([...columns, ...(each && each !== "session_key" ? [each] : [])])];
  const records = presence
    ? ` union all ${recordsOf("usage_bucket", "ends_at")} union all ${recordsOf("bill_line", "charge_period_end")}`
    : "";
  if (grain === "hour" && each !== "session_key") {
    const [first] = ranges;
    const range = { from: first?.from ?? 0, to: ranges.at(-1)?.to ?? 0 };
    const { rollup } = planCalls({ range, zone, grain: "hour", columns: all, measures });
    const plan: Plan = {
      rollup: null,
      days: null,
      hours: null,
      ends: rollup ? { rollup, ranges } : null,
      cuts: [],
      less: [],
      facts: rollup ? [] : ranges,
      bucketDays: null,
      leavesDayBuckets: true,
    };
    const rows = callRows({ scope: { range, zone, filters }, plan, columns: all, measures }, params);
    return `select ${[...all, `${number("hour")} as at`, ...ordered(measures)].join(", ")} from (${rows}) r${records}`;
  }
  return ranges.map(attemptRows).join(" union all ") + records;

  function attemptRows({ from, to }: Range): string {
    const sums = MEASURES.filter(({ name }) => measures.includes(name)).map(
      ({ name, attempt, type }) => `(${attempt})::${type} as ${name}`,
    );
    const keys = all.map((column) => `a.${column}::integer as ${column}`);
    return `select ${[...keys, ...(each === "session_key" ? ["a.session_key"] : []), `${number("a.occurred_at")} as at`, ...sums].join(", ")}
      from attempt a
      where a.counted and a.occurred_at >= ${params.instant(from)} and a.occurred_at < ${params.instant(to)}
        and ${filterSql(filters, "a", params)}${each === "session_key" ? " and a.session_key is not null" : ""}`;
  }

  /** What a record of a longer span says it knows, at its end. */
  function recordsOf(table: "usage_bucket" | "bill_line", end: string): string {
    const has =
      table === "usage_bucket" ? bucketHas : (column: AskedColumn) => ["source", "provider", "project", "api_key"].includes(column);
    const known = `least(b.${end}, b.as_of) - interval '1 millisecond'`;
    const within = ranges.map(({ from, to }) => `(${known} >= ${params.instant(from)} and ${known} < ${params.instant(to)})`).join(" or ");
    const from = new Date((ranges[0]?.from ?? 0) - 86_400_000).toISOString().slice(0, 10);
    const keys = all.map((column) => `${has(column) ? `b.${column}` : "0"}::integer as ${column}`);
    return `select ${[...keys, `${number(known)} as at`, ...ordered(measures).map((name) => (name === "rows" ? "1" : "0"))].join(", ")}
      from ${table} b
      where b.utc_day >= ${params.day(from)} and (${within}) and ${filterSql(filters, "b", params, has)}`;
  }
}

/** Measures in the order in which `callRows` gives them. */
const ordered = (measures: readonly string[]): string[] => MEASURES.flatMap(({ name }) => (measures.includes(name) ? [name] : []));

/** The instants that the windows cover, in order, without those between them. */
function rangesOf({ at, span, grain, phaseMs }: RollingAsk): Range[] {
  const ranges: Range[] = [];
  for (const end of at) {
    const from = (end - span + 1) * LENGTH_MS[grain] + phaseMs;
    const to = (end + 1) * LENGTH_MS[grain] + phaseMs;
    const last = ranges.at(-1);
    if (last && from <= last.to) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}
