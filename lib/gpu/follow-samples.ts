import type { Tx } from "../../db/client";
import { measuredGpus, writeSpans } from "./spans";
import { isTiedOtherwise, retie } from "./ties";

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
