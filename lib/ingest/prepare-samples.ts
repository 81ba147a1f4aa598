import { hash } from "node:crypto";
import type { SampleFamily } from "../../db/schema/sample-tables";
import { GPU_FAMILY, SERVING_FAMILY } from "../../db/schema/sample-tables";
import { GPU_SHAPE, type GpuName, type GpuSample, type Sample, SERVING_SHAPE, type ServingName, type ServingSample } from "../facts";
import { cleanText } from "./storable";

export interface PreparedSample {
  /** What it is about, as its table of subjects tells it apart. */
  subject: string;
  /** Epoch ms. */
  at: number;
  /** Identity of a sample without a timestamp: the hash of its content. Null: subject and time are its identity. */
  untimed: string | null;
  names: (string | null)[];
  marks: (boolean | null)[];
  values: Map<string, number>;
  first: Sample;
}

export interface PreparedSamples {
  family: SampleFamily;
  rows: PreparedSample[];
  /** Values that came again within the batch, the same and restated. */
  repeated: number;
  restated: number;
}

const clean = (name: string | null): string | null => (name === null ? null : cleanText(name, true) || null);

const gpuSubject = ({ gpu, instance, profile }: GpuSample): string =>
  `${clean(gpu)}\u0000${clean(profile === null ? instance : `${instance} ${profile}`) ?? ""}`;
const servingSubject = ({ server, engine, model }: ServingSample): string =>
  [server, engine, model].map((part) => clean(part) ?? "").join("\u0000");

/** Where a sample tells each name of its shape. */
const GPU_TOLD: Record<GpuName, (sample: GpuSample) => string | null> = {
  host: ({ host }) => host,
  gpu_model: ({ gpuModel }) => gpuModel,
  namespace: ({ namespace }) => namespace,
  pod: ({ pod }) => pod,
};
const SERVING_TOLD: Record<ServingName, (sample: ServingSample) => string | null> = {
  model: ({ model }) => model,
  namespace: ({ namespace }) => namespace,
  pod: ({ pod }) => pod,
};

function prepare(sample: Sample): PreparedSample {
  const isGpu = sample.sample === "gpu";
  return {
    subject: isGpu ? gpuSubject(sample) : servingSubject(sample),
    at: sample.at,
    untimed: null,
    names: (isGpu
      ? GPU_SHAPE.names.map((name) => GPU_TOLD[name](sample))
      : SERVING_SHAPE.names.map((name) => SERVING_TOLD[name](sample))
    ).map(clean),
    marks: isGpu ? GPU_SHAPE.marks.map((mark) => sample[mark]) : [],
    values: new Map(Object.entries(sample.values)),
    first: sample,
  };
}

/** Samples of a batch by family; parts of one sample are one row. `source` scopes the identity of those without timestamps. */
export function prepareSamples(samples: readonly { sample: Sample; records: number }[], source: number): PreparedSamples[] {
  const families = new Map<Sample["sample"], PreparedSamples & { known: Map<string, PreparedSample> }>();
  for (const { sample, records } of samples) {
    let family = families.get(sample.sample);
    if (!family) {
      family = { family: sample.sample === "gpu" ? GPU_FAMILY : SERVING_FAMILY, rows: [], repeated: 0, restated: 0, known: new Map() };
      families.set(sample.sample, family);
    }
    const row = prepare(sample);
    // Lines that said the same again, such as the card's power under each of its instances.
    family.repeated += records - row.values.size;
    if (!sample.timed) row.untimed = contentOf(row, sample.sample, source);
    const key = row.untimed ?? `${row.subject}\u0000${row.at}`;
    const known = family.known.get(key);
    if (known) join(family, known, row);
    else {
      family.known.set(key, row);
      family.rows.push(row);
    }
  }
  return [...families.values()].map(({ known: _, ...family }) => family);
}

function join(counts: { repeated: number; restated: number }, known: PreparedSample, row: PreparedSample): void {
  for (const [name, value] of row.values) {
    const before = known.values.get(name);
    if (before === value) counts.repeated += 1;
    else if (before !== undefined) counts.restated += 1;
    known.values.set(name, value);
  }
  known.names = known.names.map((name, i) => row.names[i] ?? name);
  known.marks = known.marks.map((mark, i) => row.marks[i] ?? mark);
}

function contentOf({ subject, names, marks, values }: PreparedSample, kind: string, source: number): string {
  const told = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha1", JSON.stringify([source, kind, subject, names, marks, told]), "hex").slice(0, 32);
}
