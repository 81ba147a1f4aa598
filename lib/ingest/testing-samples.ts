import type { Sql } from "../../db/client";
import { SAMPLE_FAMILIES } from "../../db/schema/sample-tables";

/** Tests only: every table of samples and what rolls them up. */
export const SAMPLE_TABLES = [
  ...SAMPLE_FAMILIES.flatMap(({ name, subjects }) => [
    ...["sample", "sample_part", "slot", "hour", "day"].map((table) => `${name}_${table}`),
    subjects,
  ]),
  "sample_untimed",
  "sample_horizon",
  "gpu_span",
  "serving_span",
  "serving_tie",
];

interface Line {
  /** Epoch ms; none: the line has no timestamp. */
  at?: number | null;
  uuid?: string;
  host?: string;
  pod?: string;
  labels?: Record<string, string>;
}

/** One line as dcgm-exporter writes it. */
export function gpuLine(
  metric: string,
  value: number,
  { at = null, uuid = "GPU-a", host = "node-1", pod, labels = {} }: Line = {},
): string {
  const all = {
    gpu: "0",
    UUID: uuid,
    modelName: "NVIDIA H100 80GB HBM3",
    Hostname: host,
    ...(pod === undefined ? {} : { namespace: pod ? "ml" : "", pod }),
    ...labels,
  };
  const text = Object.entries(all).map(([name, label]) => `${name}="${label}"`);
  return `${metric}{${text.join(",")}} ${value}${at === null ? "" : ` ${at}`}`;
}

/** A scrape of one GPU: seven values, and two of metrics that no figure is made of. */
export function scrape(at: number | null, { uuid = "GPU-a", engine = 0.5 }: { uuid?: string; engine?: number } = {}): string {
  const values = {
    DCGM_FI_DEV_SM_CLOCK: 1980,
    DCGM_FI_PROF_GR_ENGINE_ACTIVE: engine,
    DCGM_FI_PROF_PIPE_TENSOR_ACTIVE: 0.125,
    DCGM_FI_DEV_GPU_UTIL: 91,
    DCGM_FI_DEV_FB_USED: 60_000,
    DCGM_FI_DEV_FB_FREE: 20_000,
    DCGM_FI_DEV_POWER_USAGE: 412.5,
    DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: 15_152_422_938,
    DCGM_FI_DEV_GPU_TEMP: 61,
  };
  const line = { at, uuid };
  return `${Object.entries(values)
    .map(([metric, value]) => gpuLine(metric, value, line))
    .join("\n")}\n`;
}

/** Samples and what rolls them up, by names instead of ids, as comparable text: without runs, parts and times of telling. */
export async function sampleState(sql: Sql): Promise<Record<string, unknown>> {
  const state: Record<string, unknown> = {};
  for (const { name, subjects, names } of SAMPLE_FAMILIES) {
    const subject = name === "gpu" ? "d.gpu || ' ' || d.instance" : "d.server || ' ' || d.engine || ' ' || d.model";
    const value = (column: string) => `(select v.value from dimension_value v where v.id = t.${column}) as ${column}_name`;
    for (const [table, time] of [
      ["sample", "at"],
      ["slot", "slot"],
      ["hour", "hour"],
      ["day", "day"],
    ]) {
      const rows = await sql.unsafe(
        `select (to_jsonb(x) - '{subject,run,as_of,parts,${names.join(",")}}'::text[])::text as row from (
          select ${subject} as who, ${names.map(value).join(", ")}, t.* from ${name}_${table} t join ${subjects} d on d.id = t.subject
        ) x order by x.${time}, who, ${names.map((column) => `${column}_name`).join(", ")}`,
      );
      state[`${name}_${table}`] = rows.map((row) => row.row);
    }
  }
  return state;
}
