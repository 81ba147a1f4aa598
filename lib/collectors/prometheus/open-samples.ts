import type { GpuSample, RecordOutcome, Sample, ServingSample } from "../../facts";
import type { GpuSubject, ServingSubject } from "./subject";

/** Samples being put together from single values. Beyond this many they are let go as they are: parts of a sample merge where they are stored. */
const MOST_OPEN = 5_000;

interface Open {
  sample: Sample;
  records: number;
}

/** One value on its way into a sample. */
export type Part =
  | { about: "gpu"; subject: GpuSubject; value: keyof GpuSample["values"]; number: number; ofCard: boolean }
  | { about: "serving"; subject: ServingSubject; value: keyof ServingSample["values"]; number: number };

/** Puts values of one subject and time into one sample, whatever stands between them in the input. */
export class OpenSamples {
  private open = new Map<string, Open>();

  /** Adds a value measured at `at` (epoch ms); gives samples that are complete or have waited long enough. */
  add(part: Part, at: number, timed: boolean): RecordOutcome[] {
    const key = `${at}\u0000${part.about}\u0000${subjectKey(part)}`;
    const known = this.open.get(key);
    if (!known) {
      const done = this.open.size >= MOST_OPEN ? this.flush() : [];
      this.open.set(key, { sample: sampleOf(part, at, timed), records: 1 });
      return done;
    }
    const values: Record<string, number> = known.sample.values;
    const before = values[part.value];
    // Another value at the same moment restates the first; each instance of a card repeats the card's own.
    if (before !== undefined && before !== part.number && !(part.about === "gpu" && part.ofCard)) {
      this.open.set(key, { sample: sampleOf(part, at, timed), records: 1 });
      return [outcomeOf(known)];
    }
    values[part.value] ??= part.number;
    known.records += 1;
    return [];
  }

  flush(): RecordOutcome[] {
    const done = [...this.open.values()].map(outcomeOf);
    this.open = new Map();
    return done;
  }
}

const outcomeOf = ({ sample, records }: Open): RecordOutcome => ({ sample, records });

/** Names that change within a moment (a pod that leaves) make no second sample. */
function subjectKey(part: Part): string {
  if (part.about === "gpu") return `${part.subject.gpu}\u0000${part.ofCard ? "" : part.subject.instance}`;
  const { server, engine, model } = part.subject;
  return `${server}\u0000${engine}\u0000${model ?? ""}`;
}

function sampleOf(part: Part, at: number, timed: boolean): Sample {
  if (part.about === "serving") return { sample: "serving", at, timed, ...part.subject, values: { [part.value]: part.number } };
  const { subject } = part;
  // The pod of an instance holds the instance, not the card.
  const card = { ...subject, instance: "", profile: null, namespace: null, pod: null, allocated: null };
  return { sample: "gpu", at, timed, ...(part.ofCard && subject.instance !== "" ? card : subject), values: { [part.value]: part.number } };
}
