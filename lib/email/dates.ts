import { addDays, type Day, dayOf, daysBetween, type Period, wallText } from "../time";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const monthOf = (day: Day): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? "";

/** "21 November". */
export const dayName = (day: Day): string => `${Number(day.slice(8))} ${monthOf(day)}`;
/** "21 November 2026". */
const fullDay = (day: Day): string => `${dayName(day)} ${day.slice(0, 4)}`;

/** "21 November 2026, 09:02" as the wall of `zone` shows an ISO instant. */
export function momentName(iso: string, zone: string): string {
  const wall = wallText(Date.parse(iso), zone);
  return `${fullDay(wall.slice(0, 10))}, ${wall.slice(11, 16)}`;
}

/** "1 to 30 November 2026" of dates [from, to); months and years only where they differ. */
export function spanName(from: Day, to: Day): string {
  const last = addDays(to, -1);
  if (last <= from) return fullDay(from);
  if (from.slice(0, 7) === last.slice(0, 7)) return `${Number(from.slice(8))} to ${fullDay(last)}`;
  return `${from.slice(0, 4) === last.slice(0, 4) ? dayName(from) : fullDay(from)} to ${fullDay(last)}`;
}

/** What people call a period: "November", "third-quarter", "2026", "weekly", "daily"; goes before "budget". */
export function periodWord(kind: Period, from: Day): string {
  switch (kind) {
    case "day":
      return "daily";
    case "week":
      return "weekly";
    case "month":
      return monthOf(from);
    case "quarter":
      return `${["first", "second", "third", "fourth"][Math.floor((Number(from.slice(5, 7)) - 1) / 3)] ?? ""}-quarter`;
    case "year":
      return from.slice(0, 4);
  }
}

/** "9 days" after the date of an ISO instant, before the period ends. */
export function daysLeft(iso: string, to: Day, zone: string): string {
  const days = Math.max(0, daysBetween(dayOf(Date.parse(iso), zone), to) - 1);
  return days === 1 ? "1 day" : `${days} days`;
}
