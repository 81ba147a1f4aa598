import { IGNORE_REASONS, REJECT_REASONS } from "../../lib/facts/outcome";
import { formatCount } from "../../lib/money";
import { wallText } from "../../lib/time";

/** Why a record was left out, for a person. */
export function ignoredText(reason: string): string {
  return Object.entries(IGNORE_REASONS).find(([key]) => key === reason)?.[1] ?? reason.replaceAll("_", " ");
}

export function rejectedText(reason: string): string {
  return Object.entries(REJECT_REASONS).find(([key]) => key === reason)?.[1] ?? reason.replaceAll("_", " ");
}

/** "2026-10-03 14:05" of an ISO instant in the zone; "—" for none. */
export function minuteText(time: string | null, zone: string): string {
  return time == null ? "—" : wallText(Date.parse(time), zone).slice(0, 16);
}

/** "1,204 records", "1 record". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(String(count))} ${count === 1 ? one : many}`;
}

export const ROLE_TEXT: Record<string, string> = {
  gateway: "Gateway",
  tracer: "Traces",
  provider: "Provider's own count",
  monitor: "Machines",
  outcomes: "Outcomes",
};

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** "3.2 MB". */
export function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}
