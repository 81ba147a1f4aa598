import type { Tx } from "../../db/client";
import { copyInto } from "../../db/copy";
import type { Attribution, GpuNames, ServedNames } from "./attribute";
import { readAttribution } from "./basis";
import { readTies } from "./ties";
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

async function gpuLines(tx: Tx, attribution: Attribution, gpus: readonly GpuCombination[]): Promise<string[]> {
  const tiesOf = await readTies(tx);
  const spans = gpus.map((gpu) => ({ ids: gpu.ids, spans: attribution.gpu(gpu, tiesOf(gpu.ids)) }));
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

async function servedLines(tx: Tx, attribution: Attribution, served: readonly ServedCombination[]): Promise<string[]> {
  const spans = served.map((one) => ({ ids: one.ids, spans: attribution.serving(one) }));
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

/** Brings all spans up to what rules and rates say now. */
export const respan = (tx: Tx, known?: Attribution): Promise<void> => writeSpans(tx, { gpus: KNOWN_GPUS, served: KNOWN_SERVED }, known);

/** The same, and finds combinations in all days that have no spans yet: after a change of zone, and where a rollup was filled by other means. */
export async function respanAll(tx: Tx): Promise<void> {
  await retie(tx, "true");
  await writeSpans(tx, {
    gpus: `${measuredGpus("gpu_day")} union ${KNOWN_GPUS}`,
    served: `select distinct model as served, namespace, pod from serving_day where model <> 0 union ${KNOWN_SERVED}`,
  });
}

/** SQL of the model that a pod's servers served the most of on each day. */
const mainModels = (where: string): string =>
  `select distinct on (namespace, pod, day) namespace, pod, day, model
   from (select namespace, pod, day, model, sum(samples) as samples from serving_day where pod <> 0 and model <> 0 and ${where} group by 1, 2, 3, 4) s
   order by namespace, pod, day, samples desc, model`;

/** SQL of the ties of pods: the days on which that is another model than before. */
const tiesSql = (where: string): string =>
  `select namespace, pod, from_day, served
   from (
     select namespace, pod, day as from_day, model as served, lag(model) over (partition by namespace, pod order by day) as before
     from (${mainModels(where)}) d
   ) b where before is distinct from served`;

/** After new rollups of GPUs: combinations that were never seen get their spans. `from`: SQL for the names that came. */
export async function spanNewGpus(tx: Tx, from: string): Promise<void> {
  const same = ["host", "gpu_model", "namespace", "pod"].map((name) => `s.${name} = m.${name}`).join(" and ");
  await writeSpans(tx, {
    gpus: `select * from (${measuredGpus(from)}) m where not exists (select from gpu_span s where ${same})`,
    served: null,
  });
}

/**
 * The same of model servers, after their samples in `serving_followed` came, and of pods whose servers serve another model than they did: GPUs of such a
 * pod follow. `removes`: samples are gone, of any pod.
 */
export async function spanNewServed(tx: Tx, zone: string, removes: boolean): Promise<void> {
  await tx.unsafe("drop table if exists served_now");
  await tx.unsafe("create temp table served_now (served integer, namespace integer, pod integer, day date) on commit drop");
  await tx.unsafe(
    `insert into served_now select distinct coalesce(model, 0), coalesce(namespace, 0), coalesce(pod, 0), (at at time zone $1)::date from serving_followed`,
    [zone],
  );
  const retied = removes
    ? await retie(tx, "true")
    : (await isTiedOtherwise(tx)) && (await retie(tx, "(namespace, pod) in (select namespace, pod from served_now)"));
  await writeSpans(tx, {
    gpus: retied
      ? "select distinct s.host, s.gpu_model, s.namespace, s.pod from gpu_span s join retied r on r.namespace = s.namespace and r.pod = s.pod"
      : null,
    served: `select distinct f.served, f.namespace, f.pod from served_now f
      where f.served <> 0 and not exists (select from serving_span s where s.served = f.served and s.namespace = f.namespace and s.pod = f.pod)`,
  });
}

/** Whether the days that came say something else than the ties. A look at these alone, since it is nearly always in vain. */
async function isTiedOtherwise(tx: Tx): Promise<boolean> {
  const [row] = await tx.unsafe<{ otherwise: boolean }[]>(
    `select exists (
       select from (${mainModels("(namespace, pod, day) in (select namespace, pod, day from served_now)")}) d
       where d.model is distinct from (
         select t.served from serving_tie t where t.namespace = d.namespace and t.pod = d.pod and t.from_day <= d.day order by t.from_day desc limit 1
       )
     ) as otherwise`,
  );
  return row?.otherwise ?? false;
}

/** Ties pods anew from all their days; `retied` holds those for which that changed something. */
async function retie(tx: Tx, pods: string): Promise<true> {
  await tx.unsafe(`drop table if exists new_tie; create temp table new_tie on commit drop as ${tiesSql(pods)};
    drop table if exists retied; create temp table retied on commit drop as
    select distinct namespace, pod
    from (select *, true as is_new from new_tie) n
      full join (select *, true as is_old from serving_tie where ${pods}) t using (namespace, pod, from_day, served)
    where is_new is null or is_old is null;
    delete from serving_tie t using retied r where r.namespace = t.namespace and r.pod = t.pod;
    insert into serving_tie (namespace, pod, from_day, served)
    select namespace, pod, from_day, served from new_tie join retied using (namespace, pod)`);
  return true;
}
