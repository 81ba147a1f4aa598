import { describe, expect, test } from "vitest";
import { dueOccurrence, lastPeriod, nextOccurrence, type Schedule, wallInstant } from "./schedule";

const BERLIN = "Europe/Berlin";
const iso = (at: number | undefined) => (at == null ? null : new Date(at).toISOString());
const weekly = (more: Partial<Schedule> = {}): Schedule => ({ kind: "weekly", zone: BERLIN, hour: 8, day: 1, ...more });
const monthly = (more: Partial<Schedule> = {}): Schedule => ({ kind: "monthly", zone: BERLIN, hour: 8, day: 3, ...more });

describe("an hour on a wall", () => {
  test.each([
    ["8:00 in winter", "2026-11-23", 8, BERLIN, "2026-11-23T07:00:00.000Z"],
    ["8:00 on the day summer time begins", "2026-03-29", 8, BERLIN, "2026-03-29T06:00:00.000Z"],
    ["8:00 on the day it ends", "2026-10-25", 8, BERLIN, "2026-10-25T07:00:00.000Z"],
    ["2:00 that the clocks skip is 3:00", "2026-03-29", 2, BERLIN, "2026-03-29T01:00:00.000Z"],
    ["2:00 that comes twice is the first", "2026-10-25", 2, BERLIN, "2026-10-25T00:00:00.000Z"],
    ["3:00 after the repeated hour", "2026-10-25", 3, BERLIN, "2026-10-25T02:00:00.000Z"],
    ["midnight that Beirut skips", "2026-03-29", 0, "Asia/Beirut", "2026-03-28T22:00:00.000Z"],
    ["8:00 in Kathmandu", "2026-11-23", 8, "Asia/Kathmandu", "2026-11-23T02:15:00.000Z"],
    ["2:00 in New York when it comes twice", "2026-11-01", 2, "America/New_York", "2026-11-01T07:00:00.000Z"],
    ["1:00 in New York, the first of two", "2026-11-01", 1, "America/New_York", "2026-11-01T05:00:00.000Z"],
  ])("%s", (_, day, hour, zone, expected) => expect(iso(wallInstant(day, hour, zone))).toBe(expected));
});

describe("when a report goes out next", () => {
  test.each([
    ["a weekly one on Sunday", weekly(), "2026-11-22T12:00:00Z", "2026-11-23T07:00:00.000Z", "2026-11-16", "2026-11-23"],
    ["on Monday at 7:59", weekly(), "2026-11-23T06:59:00Z", "2026-11-23T07:00:00.000Z", "2026-11-16", "2026-11-23"],
    ["on Monday at 8:00 it is the next week's", weekly(), "2026-11-23T07:00:00Z", "2026-11-30T07:00:00.000Z", "2026-11-23", "2026-11-30"],
    ["a Friday", weekly({ day: 5 }), "2026-11-23T07:00:00Z", "2026-11-27T07:00:00.000Z", "2026-11-16", "2026-11-23"],
    ["over the end of summer time", weekly(), "2026-10-24T12:00:00Z", "2026-10-26T07:00:00.000Z", "2026-10-19", "2026-10-26"],
    ["a monthly one", monthly(), "2026-11-22T12:00:00Z", "2026-12-03T07:00:00.000Z", "2026-11-01", "2026-12-01"],
    ["over the year's end", monthly({ day: 1 }), "2026-12-31T12:00:00Z", "2027-01-01T07:00:00.000Z", "2026-12-01", "2027-01-01"],
    ["the 28th", monthly({ day: 28 }), "2026-02-28T08:00:00Z", "2026-03-28T07:00:00.000Z", "2026-02-01", "2026-03-01"],
  ] as const)("%s", (_, schedule, now, at, from, to) => {
    const next = nextOccurrence(schedule, Date.parse(now), BERLIN);
    expect({ at: iso(next.at), from: next.from, to: next.to }).toEqual({ at, from, to });
  });

  test("Monday 8:00 in Auckland waits until the week is over in Berlin", () => {
    const next = nextOccurrence(weekly({ zone: "Pacific/Auckland" }), Date.parse("2026-11-22T12:00:00Z"), BERLIN);
    expect(iso(next.at)).toBe("2026-11-22T23:00:00.000Z");
  });
});

describe("what is due", () => {
  const due = (schedule: Schedule, now: string, since = "2026-01-01T00:00:00Z") =>
    dueOccurrence(schedule, { now: Date.parse(now), since: Date.parse(since), reportingZone: BERLIN });

  test.each([
    ["a minute before", "2026-11-23T06:59:00Z", null],
    ["at its minute", "2026-11-23T07:00:00Z", "2026-11-16"],
    ["two days and 23 hours of downtime later", "2026-11-26T06:00:00Z", "2026-11-16"],
    ["three days and a minute later it is old news", "2026-11-26T07:01:00Z", null],
  ])("%s", (_, now, from) => expect(due(weekly(), now)?.from ?? null).toBe(from));

  test("a subscription made on Monday noon waits for the next Monday", () =>
    expect(due(weekly(), "2026-11-23T12:00:00Z", "2026-11-23T11:00:00Z")).toBeNull());
  test("looked at each five hours of a year, each week and month comes exactly once, both days of the clocks included", () => {
    for (const [schedule, periods] of [
      [weekly({ hour: 2, day: 7 }), 52],
      [monthly({ hour: 2, day: 25 }), 12],
    ] as const) {
      const seen = new Map<string, number>();
      let last = "";
      for (let at = Date.parse("2026-01-01T00:00:00Z"); at < Date.parse("2027-01-01T00:00:00Z"); at += 5 * 3_600_000) {
        const found = dueOccurrence(schedule, { now: at, since: 0, reportingZone: BERLIN });
        if (!found || found.from === last) continue;
        last = found.from;
        seen.set(found.from, (seen.get(found.from) ?? 0) + 1);
      }
      expect([seen.size, Math.max(...seen.values())]).toEqual([periods, 1]);
    }
  });
});

test("a preview is about the last period that closed", () => {
  expect(lastPeriod("weekly", Date.parse("2026-11-22T12:00:00Z"), BERLIN)).toEqual({ from: "2026-11-09", to: "2026-11-16" });
  expect(lastPeriod("monthly", Date.parse("2026-11-22T12:00:00Z"), BERLIN)).toEqual({ from: "2026-10-01", to: "2026-11-01" });
});
