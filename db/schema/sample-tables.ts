/**
 * Tables of what monitors measured, as data: the migration, the merge, the rollups, `verify` and the queries read these lists.
 *
 * A sample is one row with all values of a subject (a GPU, a MIG instance, a model server) at one time. One row for each value would be ten times the
 * rows: 1,000 GPUs each minute are 1.44 million rows a day of some 140 bytes, or 14 million of some 75. Values are whole numbers in the units of
 * lib/facts/sample.ts, so that sums are exact in any order.
 */

export interface SampleFamily {
  /** First word of its tables: `gpu_sample`, `gpu_sample_part`, `gpu_slot`, `gpu_hour`, `gpu_day`. */
  name: "gpu" | "serving";
  /** What a subject's id stands for. */
  subjects: "gpu_device" | "serving_server";
  /** Names at the time of the sample: ids of dimension_value; null in samples and 0 in rollups where not told. */
  names: readonly string[];
  /** What else a sample says and that merges like a value, with its type. */
  marks: readonly { name: string; type: "boolean" }[];
  values: readonly { name: string; type: "integer" | "bigint" }[];
  /** Sums of the rollups, all bigint, beside `first_at` and `last_at`, the times of the first and last sample. */
  measures: readonly string[];
}

const values = (type: "integer" | "bigint", ...names: readonly string[]) => names.map((name) => ({ name, type }));
const each = (names: readonly string[], ...suffixes: readonly string[]): string[] =>
  names.flatMap((name) => suffixes.map((suffix) => `${name}_${suffix}`));

export const GPU_FAMILY: SampleFamily = {
  name: "gpu",
  subjects: "gpu_device",
  names: ["host", "gpu_model", "namespace", "pod"],
  marks: [{ name: "allocated", type: "boolean" }],
  values: [
    ...values("integer", "engine", "sm", "util", "tensor", "dram", "memory_used", "memory_free", "memory_reserved", "power"),
    ...values("bigint", "energy"),
  ],
  measures: [
    "samples",
    /** Time that an activity of any kind was measured for, ms. */
    "measured_ms",
    /** Parts per million × ms, and the ms that each signal was measured for. */
    ...each(["engine", "sm", "util", "tensor", "dram"], "uw", "ms"),
    /** MiB × ms where used and total are known. */
    "memory_used_w",
    "memory_total_w",
    /** Energy in microjoules, from the counter or else from power × time, and the time it covers; power alone likewise. */
    "energy_uj",
    "energy_ms",
    "power_uj",
    "power_ms",
    /** Time that a pod held it, of the time where that is known. */
    "allocated_ms",
    "allocation_ms",
    /** Its part of the 5-minute slots that have activity: 300,000 for a whole slot. */
    "slot_ms",
    /** The same of slots whose mean activity is below the setting. */
    "idle_ms",
  ],
};

export const SERVING_FAMILY: SampleFamily = {
  name: "serving",
  subjects: "serving_server",
  names: ["model", "namespace", "pod"],
  marks: [],
  values: [
    ...values("integer", "running", "waiting", "kv_cache"),
    ...values(
      "bigint",
      "prompt_tokens",
      "cached_tokens",
      "output_tokens",
      "preemptions",
      "ended_stop",
      "ended_length",
      "ended_abort",
      "ended_error",
      "latency_us",
      "latency_count",
      "ttft_us",
      "ttft_count",
      "queue_us",
      "queue_count",
    ),
  ],
  measures: [
    "samples",
    "measured_ms",
    /** Thousandths of a request × ms, parts per million × ms, and the ms each was measured for. */
    ...each(["running", "waiting", "kv_cache"], "w", "ms"),
    /** What the counters gained, and how many gains of any counter are known. */
    "gains",
    "prompt_tokens",
    "cached_tokens",
    "output_tokens",
    "preemptions",
    "ended_stop",
    "ended_length",
    "ended_abort",
    "ended_error",
    "latency_us",
    "latency_count",
    "ttft_us",
    "ttft_count",
    "queue_us",
    "queue_count",
  ],
};

export const SAMPLE_FAMILIES: readonly SampleFamily[] = [GPU_FAMILY, SERVING_FAMILY];

/** Levels of rollup, each made from the one before it (slots from samples); `time` is its column. */
export const SAMPLE_LEVELS = [
  { level: "slot", time: "slot", type: "timestamptz" },
  { level: "hour", time: "hour", type: "timestamptz" },
  { level: "day", time: "day", type: "date" },
] as const;
export type SampleLevel = (typeof SAMPLE_LEVELS)[number];

/** Columns of a rollup's row beside its keys. */
export const rollupValues = (family: SampleFamily): string[] => ["first_at", "last_at", ...family.measures];

/** Columns of a sample that merge: null never erases a value. */
export const mergedColumns = (family: SampleFamily): string[] => [
  ...family.names,
  ...family.marks.map(({ name }) => name),
  ...family.values.map(({ name }) => name),
];

/** `create table` statements of a family, as the migration holds them. */
export function sampleDdl(family: SampleFamily): string {
  const { name, names, marks, values: stored, measures } = family;
  const told = [...names.map((column) => `${column} integer`), ...[...marks, ...stored].map((column) => `${column.name} ${column.type}`)];
  const sample = ["subject integer not null", "at timestamptz not null", "run integer not null", "as_of timestamptz not null"];
  const table = (table: string, columns: readonly string[], end = "") => `create table ${table} (\n  ${columns.join(",\n  ")}\n)${end};`;
  const levels = SAMPLE_LEVELS.map(({ level, time, type }) => {
    // Slots are looked up by subject as samples come, hours and days by time.
    const keys = [...(level === "slot" ? ["subject", time] : [time, "subject"]), ...names];
    const columns = [
      `${time} ${type} not null`,
      "subject integer not null",
      ...names.map((column) => `${column} integer not null`),
      "first_at timestamptz not null",
      "last_at timestamptz not null",
      ...measures.map((measure) => `${measure} bigint not null default 0`),
      `primary key (${keys.join(", ")})`,
    ];
    return table(`${name}_${level}`, columns, level === "slot" ? " partition by range (slot)" : "");
  });
  return [
    table(
      `${name}_sample`,
      [...sample, "parts smallint not null default 1", ...told, "primary key (subject, at)"],
      " partition by range (at)",
    ),
    table(`${name}_sample_part`, [...sample, ...told, "primary key (subject, at, run)"]),
    `create index ${name}_sample_part_run on ${name}_sample_part (run);`,
    ...levels,
    `create index ${name}_slot_time on ${name}_slot (slot);`,
  ].join("\n");
}
