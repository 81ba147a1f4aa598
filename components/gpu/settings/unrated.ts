import type { UnratedGpus } from "../../../lib/http/operations/gpu-rates";
import { add, compare } from "../../../lib/money";
import type { RateField } from "./rate-words";

/** Cards that one new rate would cover. */
export interface UnratedGroup {
  field: RateField;
  subject: string;
  cards: number;
  /** Their hours of the last 30 days. */
  hours: string;
  hosts: number;
}

/** GPUs without a rate by what a rate is best set for: their model, else their host, else any GPU; the most hours first. */
export function unratedGroups(unrated: readonly UnratedGpus[]): UnratedGroup[] {
  const groups = new Map<string, UnratedGroup & { names: Set<string> }>();
  for (const { host, gpuModel, cards, hours } of unrated) {
    const about = aboutOf(host, gpuModel);
    const key = `${about.field}\n${about.subject}`;
    const group = groups.get(key) ?? { ...about, cards: 0, hours: "0", hosts: 0, names: new Set() };
    if (host !== null) group.names.add(host);
    groups.set(key, { ...group, cards: group.cards + cards, hours: add(group.hours, hours) });
  }
  return [...groups.values()]
    .map(({ names, ...group }) => ({ ...group, hosts: names.size }))
    .sort((a, b) => compare(b.hours, a.hours) || a.subject.localeCompare(b.subject));
}

function aboutOf(host: string | null, gpuModel: string | null): { field: RateField; subject: string } {
  if (gpuModel !== null) return { field: "gpu_model", subject: gpuModel };
  return host !== null ? { field: "host", subject: host } : { field: "any", subject: "" };
}
