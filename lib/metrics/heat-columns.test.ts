import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketsIn, startOfDay } from "../time";
import { heatColumns } from "./heat-columns";

const HOUR_MS = 3_600_000;
const days = (from: string, to: string, zone: string) => ({ from: startOfDay(from, zone), to: startOfDay(to, zone) });

describe("columns of a heat map", () => {
  test("three days are 72 hours, four are the 168 of a week", () => {
    expect(heatColumns(days("2026-11-20", "2026-11-23", "UTC"), "UTC")).toMatchObject({ by: "hour", names: { length: 72 } });
    const { by, names } = heatColumns(days("2026-11-20", "2026-11-24", "UTC"), "UTC");
    expect([by, names.length, names[0], names[167]]).toEqual(["hour_of_week", 168, "Mon 00", "Sun 23"]);
  });

  test("three days of which one has 25 hours are 73 hours, and 02:00 is there twice", () => {
    const { by, names } = heatColumns(days("2026-10-24", "2026-10-27", "Europe/Berlin"), "Europe/Berlin");
    expect([by, names.length]).toEqual(["hour", 73]);
    expect(names.filter((name) => name.startsWith("2026-10-25T02"))).toEqual(["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]);
  });

  test("by the hour of the week, a Sunday of 25 hours puts two of them into Sun 02, and one of 23 hours none", () => {
    const kinds = heatColumns(days("2026-10-19", "2026-11-02", "Europe/Berlin"), "Europe/Berlin").days;
    expect(kinds).toHaveLength(8);
    const long = kinds.find((kind) => kind.days.includes("2026-10-25"));
    expect(long?.columns.slice(0, 5)).toEqual([144, 145, 146, 146, 147]);
    expect(kinds.find((kind) => kind.days.includes("2026-10-19"))?.days).toEqual(["2026-10-19", "2026-10-26"]);
    const spring = heatColumns(days("2026-03-23", "2026-03-30", "Europe/Berlin"), "Europe/Berlin").days;
    expect(spring.find((kind) => kind.days.includes("2026-03-29"))?.columns).not.toContain(146);
  });

  test("2026-11-16 08:00 in Kathmandu is Mon 08", () => {
    const at = Date.parse("2026-11-16T08:00:00+05:45");
    const { hours } = heatColumns({ from: at, to: at + 5 * 24 * HOUR_MS }, "Asia/Kathmandu");
    expect(hours[0]).toEqual({ from: at, column: 8 });
  });

  test("every hour of a range has one column, in whole days or at its ends", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Sydney", "Pacific/Chatham");
    const start = Date.UTC(2026, 0, 1);
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 365 * 24 }), fc.integer({ min: 1, max: 20 * 24 }), (zone, from, length) => {
        const range = { from: start + from * HOUR_MS, to: start + (from + length) * HOUR_MS };
        const { days: kinds, hours, names } = heatColumns(range, zone);
        const placed = [...kinds.flatMap((kind) => kind.days.flatMap(() => kind.columns)), ...hours.map(({ column }) => column)];
        expect(placed).toHaveLength(bucketsIn(range, "hour", zone).length);
        expect(placed.every((column) => names[column] !== undefined)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
