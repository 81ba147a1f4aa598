import type { Tx } from "../../db/client";
import type { GpuSpan, ServingSpan } from "./attribute";
import { expectedSpans } from "./spans";
import { tiesSql } from "./ties";

type Difference = { table: string; cells: number };

const named = (id: string, as = id) => `(select v.value from dimension_value v where v.id = t.${id}) as "${as}"`;

/** Spans that differ from what rules, rates and ties say of their names, combinations in days that have none, and ties that days don't say. Reads only. */
export async function spanDifferences(tx: Tx): Promise<Difference[]> {
  const { gpus, served } = await expectedSpans(tx);
  const days = `from_day::text as "from", to_day::text as "to"`;
  const [stored, servedNow] = [
    await tx.unsafe<({ ids: number[] } & GpuSpan)[]>(
      `select array[host, gpu_model, namespace, pod] as ids, ${days}, ${named("pool")}, ${named("model")}, ${named("team")}, ${named("feature")},
         trim_scale(usd_per_hour)::text as "usdPerHour", rate from gpu_span t`,
    ),
    await tx.unsafe<({ ids: number[] } & ServingSpan)[]>(
      `select array[served, namespace, pod] as ids, ${days}, ${named("model")}, ${named("team")}, ${named("feature")} from serving_span t`,
    ),
  ];
  const [ties] = await tx.unsafe<{ cells: number }[]>(
    `select count(*)::integer as cells
     from (select *, true as is_said from (${tiesSql("true")}) s) s full join (select *, true as is_stored from serving_tie) t using (namespace, pod, from_day, served)
     where is_said is null or is_stored is null`,
  );
  return [
    { table: "gpu_span", cells: differing(gpus, stored) },
    { table: "serving_span", cells: differing(served, servedNow) },
    { table: "serving_tie", cells: ties?.cells ?? 0 },
  ];
}

/** Spans of either side that the other lacks. */
function differing<T extends GpuSpan | ServingSpan>(
  expected: readonly { ids: readonly number[]; spans: readonly T[] }[],
  stored: readonly ({ ids: readonly number[] } & T)[],
): number {
  const text = (ids: readonly number[], span: T) =>
    JSON.stringify([
      ids,
      span.from,
      span.to,
      span.model,
      span.team,
      span.feature,
      ...("pool" in span ? [span.pool, span.usdPerHour, span.rate] : []),
    ]);
  const wanted = new Set(expected.flatMap(({ ids, spans }) => spans.map((span) => text(ids, span))));
  const extra = stored.filter((span) => !wanted.delete(text(span.ids, span))).length;
  return wanted.size + extra;
}
