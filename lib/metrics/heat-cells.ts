import type { Tx } from "../../db/client";
import { COURSE_HOURS, courseOf, GPU_FAMILY } from "../../db/schema/sample-tables";
import { bySignal } from "../gpu/signal";
import type { HeatColumns } from "./heat-columns";
import type { HeatGroup } from "./heat-groups";
import { ACTIVITY } from "./machines";
import { Params } from "./params";
import { filterSql, type Scope } from "./scope";
import { filterSpanSql, spannedRows, spanOn, splitFilters } from "./spanned";

/** Line of all GPUs together. */
const ALL = -1;

/** Adds up activity by line and column. */
class Cells {
  private readonly sums = new Map<number, { uw: Float64Array; ms: Float64Array }>();
  constructor(private readonly width: number) {}

  /** `mean` in parts per million, over `ms`. */
  add(line: number, column: number, mean: number | null, ms: number): void {
    if (mean === null || ms === 0) return;
    const sums = this.sums.get(line) ?? { uw: new Float64Array(this.width), ms: new Float64Array(this.width) };
    this.sums.set(line, sums);
    sums.uw[column] = (sums.uw[column] ?? 0) + mean * ms;
    sums.ms[column] = (sums.ms[column] ?? 0) + ms;
  }

  /** In ‰; null where nothing was measured. */
  of(line: number): (number | null)[] {
    const sums = this.sums.get(line);
    return Array.from({ length: this.width }, (_, i) => {
      const ms = sums?.ms[i] ?? 0;
      return ms > 0 ? Math.round((sums?.uw[i] ?? 0) / ms / 1000) : null;
    });
  }
}

/** Activity in ‰ by column of each group: whole days from their courses, the rest from hours and slots. */
export async function readHeatCells(
  tx: Tx,
  scope: Scope,
  columns: HeatColumns,
  groups: readonly HeatGroup[],
): Promise<(number | null)[][]> {
  const cells = new Cells(columns.names.length);
  await Promise.all([
    columns.days.length > 0 && readCourses(tx, scope, columns, groups, cells),
    ...columns.ends.map((range) => readHours(tx, { ...scope, range }, columns, groups, cells)),
  ]);
  return groups.map(({ kind }, line) => cells.of(kind === "total" ? ALL : line));
}

/** SQL of which line each GPU is on, with its share of a card and the signal that speaks for it. */
function memberSql(groups: readonly HeatGroup[], params: Params): string {
  const members = groups.flatMap(({ kind, subjects, signals }, line) =>
    kind === "total" ? [] : subjects.map((subject, i) => ({ line, subject, signal: signals[i] ?? "" })),
  );
  return `select distinct on (x.subject) x.line, x.subject, x.signal, g.slices::float8 / g.slices_of as part
    from unnest(${params.integers(members.map(({ line }) => line))}, ${params.integers(members.map(({ subject }) => subject))},
      ${params.words(members.map(({ signal }) => signal))}) as x(line, subject, signal) join gpu_device g on g.id = x.subject`;
}

const nths = Array.from({ length: COURSE_HOURS }, (_, nth) => nth);
const listed = (of: (nth: number) => string): string => nths.map(of).join(", ");

/** Courses of whole days, summed by line and by days whose hours lie in the same columns. */
async function readCourses(tx: Tx, { filters }: Scope, columns: HeatColumns, groups: readonly HeatGroup[], cells: Cells): Promise<void> {
  const params = new Params();
  const { days } = columns;
  const merges = mergesColumns(columns);
  const dates = days.flatMap((alike, kind) => alike.days.map((day) => ({ day, kind })));
  const sorted = dates.map(({ day }) => day).sort();
  const { measured, spanned } = splitFilters(GPU_FAMILY, filters);
  const member = memberSql(groups, params);
  const rows = await tx.unsafe<{ line: number; kind: number; means: string; ms: string | null }[]>(
    `with member as materialized (${member}),
    kinds as materialized (
      select day, kind from unnest(${params.list(
        dates.map(({ day }) => day),
        "date",
      )}, ${params.integers(dates.map(({ kind }) => kind))}) as k(day, kind)
    ),
    course as (
      select m.line, m.part, k.kind, ${bySignal("m.signal", (name) => `r.${courseOf(name)}`)} as hours
      from gpu_day r join member m using (subject) join kinds k using (day)
        ${spanned.length > 0 ? `left join gpu_span s on ${spanOn(GPU_FAMILY, "r")}` : ""}
      where r.day between ${params.day(sorted[0] ?? "")} and ${params.day(sorted.at(-1) ?? "")} and ${filterSql(measured, "r", params)}
        and ${filterSpanSql(spanned, params)}
      offset 0 -- else which course it is would be asked for each of its hours
    ),
    summed as materialized (
      select line, part, kind, ${listed((nth) => `sum(hours[${nth + 1}]) as uw${nth}`)}, ${listed((nth) => `sum(hours[${nth + 1 + COURSE_HOURS}]) as ms${nth}`)}
      from course group by line, part, kind
    ),
    weighed as (
      select coalesce(line, ${ALL}) as line, kind, ${listed((nth) => `sum(uw${nth} * part) as uw${nth}`)}, ${listed((nth) => `sum(ms${nth} * part) as ms${nth}`)}
      from summed group by grouping sets ((line, kind), (kind))
    )
    select line, kind, array_to_json(array[${listed((nth) => `round(uw${nth} / nullif(ms${nth}, 0))::integer`)}])::text as means,
      ${merges ? `array_to_json(array[${listed((nth) => `round(ms${nth})::bigint`)}])::text` : "null"} as ms
    from weighed`,
    params.values,
  );
  for (const { line, kind, ...row } of rows) {
    const means: (number | null)[] = JSON.parse(row.means);
    const ms: (number | null)[] | null = row.ms === null ? null : JSON.parse(row.ms);
    for (const [nth, column] of days[kind]?.columns.entries() ?? [])
      if (column !== undefined) cells.add(line, column, means[nth] ?? null, ms === null ? 1 : (ms[nth] ?? 0));
  }
}

/** Whether some column is told by more than one kind of day, or by single hours too: then it matters how long each was measured for. */
function mergesColumns({ days, hours }: HeatColumns): boolean {
  const all = [...days.flatMap((alike) => [...new Set(alike.columns)]), ...hours.map(({ column }) => column)];
  return new Set(all).size < all.length;
}

/** Hours of a part of the range that holds no whole day. */
async function readHours(tx: Tx, scope: Scope, { hours }: HeatColumns, groups: readonly HeatGroup[], cells: Cells): Promise<void> {
  const params = new Params();
  const rows = await tx.unsafe<{ line: number; column: number; mean: number | null; ms: number }[]>(
    `with member as materialized (${memberSql(groups, params)}),
    columns as materialized (
      select hour, "column" from unnest(${params.list(
        hours.map(({ from }) => new Date(from).toISOString()),
        "timestamptz",
      )}, ${params.integers(hours.map(({ column }) => column))}) as c(hour, "column")
    ),
    summed as materialized (
      select m.line, c."column", sum(${bySignal("m.signal", (name) => `r.${name}_uw`)} * part) as uw,
        sum(${bySignal("m.signal", (name) => `r.${name}_ms`)} * part) as ms
      from (${spannedRows(GPU_FAMILY, ACTIVITY, scope, [], true, params)}) r join member m using (subject) join columns c using (hour)
      group by m.line, c."column"
    )
    select line, "column", round(uw / nullif(ms, 0))::integer as mean, round(ms)::float8 as ms
    from (select * from summed union all select ${ALL}, "column", sum(uw), sum(ms) from summed group by "column") e`,
    params.values,
  );
  for (const row of rows) cells.add(row.line, row.column, row.mean, row.ms);
}
