import { addDays, type Grain } from "../../lib/time";
import { dayText } from "../filters/scope";

/** First date of the ISO week "2026-W40". */
function weekStart(key: string): string {
  const [year, week] = key.split("-W");
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = addDays(fourth.toISOString().slice(0, 10), -((fourth.getUTCDay() + 6) % 7));
  return addDays(monday, (Number(week) - 1) * 7);
}

/** Short, for an axis: "14:00", "Oct 3", "Sep 28" (the week's Monday), "Oct". */
export function axisLabel(key: string, grain: Grain): string {
  switch (grain) {
    case "hour":
      return key.slice(11, 16) === "00:00" ? dayText(key.slice(0, 10)) : key.slice(11, 16);
    case "day":
      return dayText(key);
    case "week":
      return dayText(weekStart(key));
    case "month":
      return dayText(`${key}-01`).split(" ")[0] ?? key;
  }
}

/** Whole, for a tooltip, a table or a screen reader: "Oct 3, 14:00", "Sat, Oct 3, 2026", "Week 40, Sep 28 – Oct 4, 2026". */
export function bucketLabel(key: string, grain: Grain): string {
  switch (grain) {
    case "hour":
      return `${dayText(key.slice(0, 10))}, ${key.slice(11, 16)}${key.length > 19 ? ` (${key.slice(19)})` : ""}`;
    case "day":
      return `${WEEKDAYS[new Date(`${key}T00:00:00Z`).getUTCDay()] ?? ""}, ${dayText(key, true)}`;
    case "week": {
      const monday = weekStart(key);
      return `Week ${Number(key.slice(6))}, ${dayText(monday)} – ${dayText(addDays(monday, 6), true)}`;
    }
    case "month":
      return `${dayText(`${key}-01`).split(" ")[0]} ${key.slice(0, 4)}`;
  }
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** What zooming into buckets `first` to `last` asks for: [from, to) in the words of the API. */
export function bucketSpan(first: string, last: string, grain: Grain): { from: string; to: string } {
  const start = (key: string) => (grain === "week" ? weekStart(key) : grain === "month" ? `${key}-01` : key);
  if (grain === "hour") return { from: first, to: new Date(Date.parse(last) + 3_600_000).toISOString() };
  if (grain === "month") {
    const [year, month] = last.split("-").map(Number);
    return { from: start(first), to: new Date(Date.UTC(year ?? 0, month ?? 1, 1)).toISOString().slice(0, 10) };
  }
  return { from: start(first), to: addDays(start(last), grain === "week" ? 7 : 1) };
}
