/**
 * What a monitoring system measured at one moment. Every value is a whole number in the unit named here, so that sums are exact in whatever order they
 * are taken. A value that is absent was not told; a sample may come in parts (one metric at a time), which merge by subject and time.
 *
 * The shapes below are the one list of what a sample holds: tables, merge and rollups follow from it.
 */

interface Value<Name extends string> {
  name: Name;
  /** How it is stored: sums of durations, tokens and energy outgrow 32 bits. */
  type: "integer" | "bigint";
  /** Only grows until its process starts anew. */
  counter: boolean;
}

const gauges = <const Name extends string>(...names: readonly Name[]) =>
  names.map((name): Value<Name> => ({ name, type: "integer", counter: false }));
const counters = <const Name extends string>(...names: readonly Name[]) =>
  names.map((name): Value<Name> => ({ name, type: "bigint", counter: true }));

/**
 * A GPU or MIG instance. Shares are in parts per million (`engine`: graphics engine active; `sm`: a warp on a multiprocessor; `util`: a kernel ran;
 * `tensor`: tensor pipe active; `dram`: memory interface active), memory in MiB, `power` in milliwatts, `energy` in millijoules since boot (a counter).
 */
export const GPU_SHAPE = {
  /** What it was called at that time. */
  names: ["host", "gpu_model", "namespace", "pod"],
  marks: ["allocated"],
  values: [
    ...gauges("engine", "sm", "util", "tensor", "dram", "memory_used", "memory_free", "memory_reserved", "power"),
    ...counters("energy"),
  ],
} as const;
export type GpuName = (typeof GPU_SHAPE.names)[number];
export type GpuValue = (typeof GPU_SHAPE.values)[number]["name"];

/**
 * A model server. `running`, `waiting`: requests at that moment, in thousandths; `kv_cache`: share in parts per million. The rest are counters since its
 * start: tokens, requests by how they ended, and sums of durations in microseconds with the number of requests in each sum.
 */
export const SERVING_SHAPE = {
  names: ["model", "namespace", "pod"],
  marks: [],
  values: [
    ...gauges("running", "waiting", "kv_cache"),
    ...counters(
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
} as const;
export type ServingName = (typeof SERVING_SHAPE.names)[number];
export type ServingValue = (typeof SERVING_SHAPE.values)[number]["name"];

interface Moment {
  /** Epoch ms. */
  at: number;
  /** False: the text had no timestamps, `at` is the time of reading, and the sample's identity is its content. */
  timed: boolean;
  /** Kubernetes namespace and pod that it works for; null = not told. */
  namespace: string | null;
  pod: string | null;
}

export interface GpuSample extends Moment {
  sample: "gpu";
  /** UUID of the card; without one, its host and index. The same card seen by two sources is one. */
  gpu: string;
  /** MIG instance (GPU_I_ID) on the card; "" = the whole card. */
  instance: string;
  /** MIG profile such as "3g.20gb"; null for a whole card. */
  profile: string | null;
  host: string | null;
  gpuModel: string | null;
  /** Whether a pod holds it: the exporter that maps pods says so; null where it does not map them. */
  allocated: boolean | null;
  values: Partial<Record<GpuValue, number>>;
}

export interface ServingSample extends Moment {
  sample: "serving";
  /** The server, as far as it can be told apart within its source: scrape instance, else pod, else "". */
  server: string;
  engine: string;
  /** The model served, as written. */
  model: string | null;
  values: Partial<Record<ServingValue, number>>;
}

export type Sample = GpuSample | ServingSample;

/** Kilowatt hours of millijoules. */
export const kilowattHours = (millijoules: number): number => millijoules / 3.6e9;

/** Share of its card that a MIG instance is: 3 of 7 for "3g.40gb". Cards that split into quarters (A30, RTX PRO) say so by their model. */
export function sliceOf(profile: string | null, gpuModel: string | null): { slices: number; of: number } {
  const slices = Number(/(?:^|\.)(\d)g\./.exec(profile ?? "")?.[1] ?? 0);
  if (slices === 0) return { slices: 1, of: 1 };
  const of = /\bA30\b|RTX PRO/i.test(gpuModel ?? "") ? 4 : 7;
  return slices >= of ? { slices: 1, of: 1 } : { slices, of };
}
