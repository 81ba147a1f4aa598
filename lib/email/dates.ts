import { addDays, type Day, mondayOf, type Period, wallText } from "../time";

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

/** A moment that stands beside another one: "09:02" where both fall on one day, else as `momentName`. */
export function momentBeside(iso: string, other: string, zone: string): string {
  const dayOfWall = (one: string) => wallText(Date.parse(one), zone).slice(0, 10);
  return dayOfWall(iso) === dayOfWall(other) ? wallText(Date.parse(iso), zone).slice(11, 16) : momentName(iso, zone);
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

/** "November". */
export const monthName = (day: Day): string => monthOf(day);
/** "November 2026". */
export const monthYear = (day: Day): string => `${monthOf(day)} ${day.slice(0, 4)}`;

/** "the week of 16 November" of "2026-W47". */
export function weekName(key: string): string {
  const monday = mondayOf(`${key.slice(0, 4)}-01-04`);
  return `the week of ${dayName(addDays(monday, (Number(key.slice(6)) - 1) * 7))}`;
}

/** "6 hours", "3 days": how long something lasted, in its two ends (ISO). */
export function lastingText(from: string, to: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const [count, unit] =
    minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
