import { formatCount } from "../../../lib/money";

/** Days that each level is kept for. */
export interface Kept {
  samples: number;
  slots: number;
  hours: number;
}

export const LEVELS = ["samples", "slots", "hours"] as const satisfies readonly (keyof Kept)[];
type Level = (typeof LEVELS)[number];

/** MB a day that 1,000 GPUs at a sample a minute take, as measured; days of them are kept for good and take next to nothing. */
const MB_PER_DAY: Record<Level, number> = { samples: 200, slots: 86, hours: 7.5 };
export const MAX_DAYS = 3650;

export const LEVEL_WORDS: Record<Level, { label: string; means: string; gone: string; stays: string }> = {
  samples: {
    label: "Single samples",
    means: "As the exporter showed them. What arrives late is merged with them.",
    gone: "single samples",
    stays: "Their figures stay in slots of 5 minutes; records of that time that arrive later are left out.",
  },
  slots: {
    label: "Slots of 5 minutes",
    means: "Charts of a day, and whether a GPU was idle: a new idle line counts them anew.",
    gone: "slots of 5 minutes",
    stays: "Their figures stay in hours, with the idle line that held then.",
  },
  hours: {
    label: "Hours",
    means: "Charts by hour and the heat map. Whole days are kept for good.",
    gone: "hours",
    stays: "Their figures stay in days.",
  },
};

/** The form as typed, in days; null where it is no whole number from 1 to 3650. */
export function keptOf(typed: Record<Level, string>): Kept | null {
  const days = LEVELS.map((level) => (/^\d{1,4}$/.test(typed[level].trim()) ? Number(typed[level]) : 0));
  const [samples = 0, slots = 0, hours = 0] = days;
  return days.every((one) => one >= 1 && one <= MAX_DAYS) ? { samples, slots, hours } : null;
}

/** Why these can't be kept, in a sentence; null where they can. */
export function keptFault(typed: Record<Level, string>): string | null {
  const kept = keptOf(typed);
  if (!kept) return "Whole days, from 1 to 3,650.";
  return kept.samples <= kept.slots && kept.slots <= kept.hours
    ? null
    : "Each level is kept at least as long as the finer one above it: samples, then slots, then hours.";
}

/** What a change does, a sentence for each level that changes. Levels that shrink come first: what goes doesn't come back. */
export function keptChange(before: Kept, after: Kept): { loses: boolean; text: string }[] {
  const changes = LEVELS.filter((level) => before[level] !== after[level]).map((level) => {
    const { gone, stays } = LEVEL_WORDS[level];
    const loses = after[level] < before[level];
    return {
      loses,
      text: loses
        ? `From the next night on, ${gone} older than ${daysText(after[level])} are deleted, which can't be taken back. ${stays}`
        : `From now on ${gone} are kept for ${daysText(after[level])}. What is already gone doesn't come back.`,
    };
  });
  return changes.sort((a, b) => Number(b.loses) - Number(a.loses));
}

/** Disk space that 1,000 GPUs at a sample a minute take, in GB to one decimal. */
export function keptGb(kept: Kept): string {
  return (LEVELS.reduce((sum, level) => sum + kept[level] * MB_PER_DAY[level], 0) / 1000).toFixed(1);
}

export const daysText = (days: number): string => `${formatCount(String(days))} ${days === 1 ? "day" : "days"}`;
