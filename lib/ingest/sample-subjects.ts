import type { Tx } from "../../db/client";
import { sliceOf } from "../facts";
import type { PreparedSamples } from "./prepare-samples";

/** Ids of the subjects of some samples, by the text that tells them apart; new ones are made. Under the lock of samples. */
export async function subjectIds(tx: Tx, { family, rows }: PreparedSamples, source: number): Promise<Map<string, number>> {
  const subjects = new Map(rows.map((row) => [row.subject, row]));
  const parts = [...subjects.keys()].map((key) => key.split("\u0000"));
  const column = (i: number): string[] => parts.map((part) => part[i] ?? "");
  if (family.name === "serving") {
    const [server, engine, model] = [column(0), column(1), column(2)];
    await tx`insert into serving_server (source, server, engine, model)
      select ${source}::smallint, s, e, m from unnest(${server}::text[], ${engine}::text[], ${model}::text[]) as x(s, e, m) on conflict do nothing`;
    const found = await tx<{ id: number; key: string[] }[]>`
      select id, array[server, engine, model] as key from serving_server
      where source = ${source} and server = any(${server}::text[]) and model = any(${model}::text[])`;
    return new Map(found.map(({ id, key }) => [key.join("\u0000"), id]));
  }
  const [gpu, instance] = [column(0), column(1)];
  const slices = [...subjects.values()].map(({ first }) =>
    first.sample === "gpu" ? { ...sliceOf(first.profile, first.gpuModel), profile: first.profile } : { slices: 1, of: 1, profile: null },
  );
  await tx`insert into gpu_device (gpu) select distinct g from unnest(${gpu}::text[]) as x(g) on conflict do nothing`;
  await tx`update gpu_device set card = id where card is null and gpu = any(${gpu}::text[]) and instance = ''`;
  await tx`
    insert into gpu_device (gpu, instance, card, profile, slices, slices_of)
    select x.g, x.i, c.id, x.p, x.s, x.o
    from unnest(${gpu}::text[], ${instance}::text[], ${slices.map((one) => one.profile)}::text[], ${slices.map((one) => one.slices)}::smallint[],
      ${slices.map((one) => one.of)}::smallint[]) as x(g, i, p, s, o)
    join gpu_device c on c.gpu = x.g and c.instance = ''
    where x.i <> '' on conflict do nothing`;
  const found = await tx<{ id: number; gpu: string; instance: string }[]>`
    select id, gpu, instance from gpu_device where gpu = any(${gpu}::text[])`;
  return new Map(found.map((row) => [`${row.gpu}\u0000${row.instance}`, row.id]));
}
