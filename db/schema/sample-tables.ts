import { GPU_SHAPE, SERVING_SHAPE } from "../../lib/facts/sample";

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
  /** What else a sample says and that merges like a value: yes or no. */
  marks: readonly string[];
  /** `counter`: it only grows until its process starts anew. */
  values: readonly { name: string; type: "integer" | "bigint"; counter: boolean }[];
  /** Sums of the rollups, all bigint, beside `first_at` and `last_at`, the times of the first and last sample. */
  measures: readonly string[];
  /** Sums that begin at the hour, since they are about whole hours. */
  hourMeasures: readonly string[];
  /** Signals whose course over a day is kept with it, as `<signal>_course` (see COURSE_HOURS). */
  courses: readonly string[];
}

/**
 * Hours that a course holds: a day on which the clocks go back has 25. A course is one double precision[] of what hours of the day add up to, counted from its
 * first instant: their Σ share × ms, then their ms; whole numbers far below 2⁵³, in the type that adds up fastest. Null on a day without the signal.
 */
export const COURSE_HOURS = 25;

const each = (names: readonly string[], ...suffixes: readonly string[]): string[] =>
  names.flatMap((name) => suffixes.map((suffix) => `${name}_${suffix}`));

export const GPU_FAMILY: SampleFamily = {
  name: "gpu",
  subjects: "gpu_device",
  ...GPU_SHAPE,
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
  /** Its part of whole clock hours that were idle in each slot and measured but for 5 minutes at most: what a scheduler could have given back. */
  hourMeasures: ["free_ms"],
  courses: ["engine", "sm", "util"],
};

export const SERVING_FAMILY: SampleFamily = {
  name: "serving",
  subjects: "serving_server",
  ...SERVING_SHAPE,
  measures: [
    "samples",
    "measured_ms",
    /** Thousandths of a request × ms, parts per million × ms, and the ms each was measured for. */
    ...each(["running", "waiting", "kv_cache"], "w", "ms"),
    /** What the counters gained, and how many gains of any counter are known. */
    "gains",
    ...SERVING_SHAPE.values.filter(({ counter }) => counter).map(({ name }) => name),
  ],
  hourMeasures: [],
  courses: [],
};

export const SAMPLE_FAMILIES: readonly SampleFamily[] = [GPU_FAMILY, SERVING_FAMILY];

/** Levels of rollup, each made from the one before it (slots from samples); `time` is its column. */
export const SAMPLE_LEVELS = [
  { level: "slot", time: "slot", type: "timestamptz" },
  { level: "hour", time: "hour", type: "timestamptz" },
  { level: "day", time: "day", type: "date" },
] as const;
export type SampleLevel = (typeof SAMPLE_LEVELS)[number];

/** Sums of a rollup. */
export const measuresAt = ({ measures, hourMeasures }: SampleFamily, level: SampleLevel["level"]): string[] => [
  ...measures,
  ...(level === "slot" ? [] : hourMeasures),
];

/** Columns of a rollup's row beside its keys. */
export const rollupValues = (family: SampleFamily, level: SampleLevel["level"]): string[] => [
  "first_at",
  "last_at",
  ...measuresAt(family, level),
  ...(level === "day" ? family.courses.map(courseOf) : []),
];

/** The column of a signal's course. */
export const courseOf = (signal: string): string => `${signal}_course`;

/** Columns of a sample that merge: null never erases a value. */
export const mergedColumns = (family: SampleFamily): string[] => [
  ...family.names,
  ...family.marks,
  ...family.values.map(({ name }) => name),
];
