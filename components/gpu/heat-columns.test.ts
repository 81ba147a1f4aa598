import { describe, expect, test } from "vitest";
import { columnText, columnTicks } from "./heat-columns";

const hours = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => new Date(Date.parse(from) + index * 3_600_000).toISOString());

describe("hours over the columns", () => {
  test("an hour that was has its day and wall time in the zone", () => {
    expect(columnText("2026-10-05T22:00:00.000Z", "hour", "Europe/Berlin")).toBe("Tue Oct 6, 00:00");
  });
  test("an hour of the week is said of all its days", () => {
    expect(columnText("Mon 03", "hour_of_week", "Europe/Berlin")).toBe("Mondays 03:00");
  });
  test("a day in Berlin has its date and every sixth hour", () => {
    const columns = hours("2026-10-05T22:00:00Z", 24);
    expect(columnTicks(columns, "hour", "Europe/Berlin")).toEqual([
      { column: 0, text: "Oct 6" },
      { column: 6, text: "06:00" },
      { column: 12, text: "12:00" },
      { column: 18, text: "18:00" },
    ]);
  });
  test("a range that begins within a day names that day first", () => {
    expect(columnTicks(hours("2026-10-06T14:00:00Z", 12), "hour", "UTC").map(({ text }) => text)).toEqual(["Oct 6", "18:00", "Oct 7"]);
  });
  test("a week has seven days", () => {
    const week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].flatMap((day) =>
      Array.from({ length: 24 }, (_, hour) => `${day} ${String(hour).padStart(2, "0")}`),
    );
    expect(columnTicks(week, "hour_of_week", "UTC").map(({ column }) => column)).toEqual([0, 24, 48, 72, 96, 120, 144]);
  });
  test("half-hour zones stand at their own wall time", () => {
    expect(columnText("2026-10-05T18:30:00.000Z", "hour", "Asia/Kolkata")).toBe("Tue Oct 6, 00:00");
  });
});
