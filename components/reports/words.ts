import type { ReportKind, Subscription } from "../../lib/reports/subscription";
import { addDays } from "../../lib/time";

export const KINDS: Record<ReportKind, { label: string; text: string }> = {
  weekly: {
    label: "Weekly summary",
    text: "The last week for a manager: cost, what moved and why, budgets, alerts, the month's forecast.",
  },
  monthly: {
    label: "Monthly finance report",
    text: "The month that closed: metered and billed, showback by team, budgets against actual, with its rows as CSV for those who may export.",
  },
};

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** "Mondays at 08:00", "day 3 of each month at 08:00". */
export function scheduleText({ kind, day, hour }: Pick<Subscription, "kind" | "day" | "hour">): string {
  return `${kind === "weekly" ? `${WEEKDAYS[day - 1] ?? ""}s` : `Day ${day} of each month`} at ${hourText(hour)}`;
}

/** "2026-11-16 to 2026-11-22" of dates [from, to). */
export const spanText = (from: string, to: string): string => `${from} to ${addDays(to, -1)}`;
