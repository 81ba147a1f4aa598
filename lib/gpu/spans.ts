import type { Tx } from "../../db/client";
import { copyInto } from "../../db/copy";
import type { Attribution, GpuNames, GpuSpan, ServedNames, ServingSpan } from "./attribute";
import { readAttribution } from "./basis";
import { readTies, retie } from "./ties";
import { valueIds } from "./values";

interface GpuCombination extends GpuNames {
  ids: readonly [host: number, gpuModel: number, namespace: number, pod: number];
}
interface ServedCombination extends ServedNames {
  ids: readonly [served: number, namespace: number, pod: number];
}

const GPU_COLUMNS = [
  "host",
  "gpu_model",
  "namespace",
  "pod",
  "from_day",
  "to_day",
  "pool",
  "model",
  "team",
  "feature",
  "usd_per_hour",
  "rate",
] as const;
const SERVING_COLUMNS = ["served", "namespace", "pod", "from_day", "to_day", "model", "team", "feature"] as const;

/** SQL of the names that GPUs were measured under. A gap in samples is its host's and GPU model's. */
export const measuredGpus = (from: string): string =>
  `select distinct host, gpu_model, n.namespace, n.pod from (select distinct host, gpu_model, namespace, pod from ${from}) m,
     lateral (values (m.namespace, m.pod), (0, 0)) as n(namespace, pod)`;

/**
 * Brings the spans of combinations up to what rules, rates and ties say now, and writes only what differs. `of`: SQL for a relation of the names
 * (host, gpu_model, namespace, pod; or served, namespace, pod); null where there are none to look at.
 */
export async function writeSpans(tx: Tx, of: { gpus: string | null; served: string | null }, known?: Attribution): Promise<void> {
  const [gpus, served] = [of.gpus === null ? [] : await readGpus(tx, of.gpus), of.served === null ? [] : await readServed(tx, of.served)];
  if (gpus.length === 0 && served.length === 0) return;
  const attribution = known ?? (await readAttribution(tx));
  if (gpus.length > 0) await replace(tx, "gpu_span", GPU_COLUMNS, 4, await gpuLines(tx, attribution, gpus));
  if (served.length > 0) await replace(tx, "serving_span", SERVING_COLUMNS, 3, await servedLines(tx, attribution, served));
}

const value = (id: string): string => `(select v.value from dimension_value v where v.id = c.${id})`;

async function readGpus(tx: Tx, of: string): Promise<GpuCombination[]> {
  const rows = await tx.unsafe<(GpuNames & { ids: [number, number, number, number] })[]>(
    `select array[host, gpu_model, namespace, pod] as ids, ${value("host")} as host, ${value("gpu_model")} as "gpuModel", ${value("namespace")} as namespace,
       ${value("pod")} as pod from (${of}) c`,
  );
  return [...rows];
}

async function readServed(tx: Tx, of: string): Promise<ServedCombination[]> {
  const rows = await tx.unsafe<(Omit<ServedNames, "served"> & { served: string | null; ids: [number, number, number] })[]>(
    `select array[served, namespace, pod] as ids, ${value("served")} as served, ${value("namespace")} as namespace, ${value("pod")} as pod from (${of}) c`,
  );
  return rows.map((row) => ({ ...row, served: row.served ?? "" }));
}

async function gpuSpans(
  tx: Tx,
  attribution: Attribution,
  gpus: readonly GpuCombination[],
): Promise<{ ids: readonly number[]; spans: GpuSpan[] }[]> {
  const tiesOf = await readTies(tx);
  return gpus.map((gpu) => ({ ids: gpu.ids, spans: attribution.gpu(gpu, tiesOf(gpu.ids)) }));
}

async function gpuLines(tx: Tx, attribution: Attribution, gpus: readonly GpuCombination[]): Promise<string[]> {
  const spans = await gpuSpans(tx, attribution, gpus);
  const id = await valueIds(
    tx,
    spans.flatMap((one) =>
      one.spans.flatMap((span) => (["pool", "model", "team", "feature"] as const).map((name) => ({ dimension: name, value: span[name] }))),
    ),
  );
  return spans.flatMap(({ ids, spans }) =>
    spans.map((span) =>
      [
        ...ids,
        span.from,
        span.to,
        id("pool", span.pool),
        id("model", span.model),
        id("team", span.team),
        id("feature", span.feature),
        span.usdPerHour ?? "\\N",
        span.rate ?? "\\N",
      ].join("\t"),
    ),
  );
}

const servingSpans = (attribution: Attribution, served: readonly ServedCombination[]): { ids: readonly number[]; spans: ServingSpan[] }[] =>
  served.map((one) => ({ ids: one.ids, spans: attribution.serving(one) }));

async function servedLines(tx: Tx, attribution: Attribution, served: readonly ServedCombination[]): Promise<string[]> {
  const spans = servingSpans(attribution, served);
  const id = await valueIds(
    tx,
    spans.flatMap((one) =>
      one.spans.flatMap((span) => (["model", "team", "feature"] as const).map((name) => ({ dimension: name, value: span[name] }))),
    ),
  );
  return spans.flatMap(({ ids, spans }) =>
    spans.map((span) =>
      [...ids, span.from, span.to, id("model", span.model), id("team", span.team), id("feature", span.feature)].join("\t"),
    ),
  );
}

/** Replaces the spans of the combinations in `lines`, whose first `keys` columns name them. */
async function replace(tx: Tx, table: string, columns: readonly string[], keys: number, lines: string[]): Promise<void> {
  await tx.unsafe(`drop table if exists new_span; create temp table new_span (like ${table}) on commit drop`);
  await copyInto(tx, "new_span", columns, lines);
  await tx.unsafe("analyze new_span");
  const same = columns
    .slice(0, keys)
    .map((name) => `n.${name} = t.${name}`)
    .join(" and ");
  const all = (alias: string) => `row(${columns.map((name) => `${alias}.${name}`).join(", ")})`;
  await tx.unsafe(
    `delete from ${table} t using (select distinct ${columns.slice(0, keys).join(", ")} from new_span) n
     where ${same} and not exists (select from new_span n where ${same} and n.from_day = t.from_day and ${all("n")} is not distinct from ${all("t")})`,
  );
  await tx.unsafe(`insert into ${table} (${columns.join(", ")}) select ${columns.join(", ")} from new_span on conflict do nothing`);
}

/** The combinations that have spans: every one that was ever measured, as far as samples were noticed. */
const KNOWN_GPUS = "select distinct host, gpu_model, namespace, pod from gpu_span";
const KNOWN_SERVED = "select distinct served, namespace, pod from serving_span";
/** Those that days have beside them. */
const ALL_GPUS = `${measuredGpus("gpu_day")} union ${KNOWN_GPUS}`;
const ALL_SERVED = `select distinct model as served, namespace, pod from serving_day where model <> 0 union ${KNOWN_SERVED}`;

/** Brings all spans up to what rules and rates say now. */
export const respan = (tx: Tx, known?: Attribution): Promise<void> => writeSpans(tx, { gpus: KNOWN_GPUS, served: KNOWN_SERVED }, known);

/** The same, and finds combinations in all days that have no spans yet: after a change of zone, and where a rollup was filled by other means. */
export async function respanAll(tx: Tx): Promise<void> {
  await retie(tx, "true");
  await writeSpans(tx, {
    gpus: ALL_GPUS,
    served: ALL_SERVED,
  });
}

/** Spans as they should be, by the ids of the names that they are of: of every combination that has spans or was measured. Reads only. */
export async function expectedSpans(
  tx: Tx,
): Promise<{ gpus: { ids: readonly number[]; spans: GpuSpan[] }[]; served: { ids: readonly number[]; spans: ServingSpan[] }[] }> {
  const attribution = await readAttribution(tx);
  return {
    gpus: await gpuSpans(tx, attribution, await readGpus(tx, ALL_GPUS)),
    served: servingSpans(attribution, await readServed(tx, ALL_SERVED)),
  };
}
