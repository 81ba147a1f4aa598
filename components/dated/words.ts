import { dayText } from "../filters/scope";

/** Whether what was set from a day on holds. */
export type EntryState = "holds" | "planned" | "superseded" | "retired";

export const STATE_WORDS: Record<EntryState, string> = {
  holds: "holds today",
  planned: "planned",
  superseded: "replaced",
  retired: "retired",
};

/** "always", "from Oct 1, 2026". */
export const fromText = (day: string | null): string => (day === null ? "always" : `from ${dayText(day, true)}`);
