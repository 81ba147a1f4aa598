import type { GpuStanding } from "../../lib/metrics/gpu-standing-answer";
import { clockText } from "../panels/stale-note";

export interface Silence {
  /** "node-7: no data since 09:02 (8 GPUs)". */
  text: string;
  key: string;
}

/** "No data since": each host that fell silent, the longest silent last, with its GPUs. `now` is epoch ms. */
export function silences(silent: GpuStanding["silent"], zone: string, now: number): Silence[] {
  return silent.map(({ host, source, cards, since }) => ({
    key: `${source ?? ""} ${host ?? ""} ${since}`,
    text: `${host ?? "A host without a name"}: no data since ${clockText(Date.parse(since), zone, now)} (${cards === 1 ? "1 GPU" : `${cards} GPUs`})`,
  }));
}

/** "3 hosts with 24 GPUs are silent". */
export function silenceText(silent: GpuStanding["silent"]): string {
  const cards = silent.reduce((sum, one) => sum + one.cards, 0);
  const hosts = new Set(silent.map(({ host }) => host)).size;
  return `${hosts === 1 ? "One host" : `${hosts} hosts`} with ${cards === 1 ? "one GPU" : `${cards} GPUs`} ${hosts === 1 ? "is" : "are"} silent. What was not measured counts as neither busy nor idle.`;
}
