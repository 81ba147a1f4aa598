import { wallText } from "../../lib/time";
import { dayText } from "../filters/scope";

/** What the columns are: hours that were, or the hours of a week, each the mean of its like in the range. */
export type HeatBy = "hour" | "hour_of_week";

const WEEKDAYS: Record<string, string> = {
  Mon: "Mondays",
  Tue: "Tuesdays",
  Wed: "Wednesdays",
  Thu: "Thursdays",
  Fri: "Fridays",
  Sat: "Saturdays",
  Sun: "Sundays",
};
const SHORT = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Day and hour of a column: "Oct 6" and "14:00", or "Mon" and "03:00". */
export function columnParts(column: string, by: HeatBy, zone: string): { day: string; hour: string } {
  if (by === "hour_of_week") {
    const [day = column, hour = "00"] = column.split(" ");
    return { day, hour: `${hour}:00` };
  }
  const wall = wallText(Date.parse(column), zone);
  return { day: dayText(wall.slice(0, 10)), hour: wall.slice(11, 16) };
}

/** "Tue Oct 6, 14:00", or "Mondays 03:00". */
export function columnText(column: string, by: HeatBy, zone: string): string {
  const { day, hour } = columnParts(column, by, zone);
  if (by === "hour_of_week") return `${WEEKDAYS[day] ?? day} ${hour}`;
  const wall = wallText(Date.parse(column), zone);
  return `${SHORT[new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay()]} ${day}, ${hour}`;
}

/** What stands over the columns: the days; of hours that were, every sixth hour too. */
export function columnTicks(columns: readonly string[], by: HeatBy, zone: string): { column: number; text: string }[] {
  return columns.flatMap((one, column) => {
    const { day, hour } = columnParts(one, by, zone);
    if (hour === "00:00") return [{ column, text: day }];
    if (by === "hour_of_week") return [];
    const wall = Number(hour.slice(0, 2));
    // Two labels side by side would touch.
    if (column === 0 && wall % 6 < 5) return [{ column, text: day }];
    if (column > 1 && wall % 6 === 0 && hour.endsWith(":00")) return [{ column, text: hour }];
    return [];
  });
}
