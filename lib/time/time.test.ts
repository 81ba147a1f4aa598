import { describe, expect, test } from "vitest";
import {
  bucketAt,
  bucketsIn,
  dayOf,
  formatEnd,
  formatInstant,
  parseRange,
  periodAt,
  presetDays,
  previousRange,
  startOfDay,
  wallText,
  wholeDays,
} from "./index";

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();
const hours = (zone: string, from: string, to: string) =>
  bucketsIn(parseRange({ from, to }, zone, at("2026-12-01T00:00:00Z")), "hour", zone);

describe("days in the reporting zone", () => {
  test("a day in Kathmandu starts at 18:15 UTC, one in Chatham at 10:15 or 11:15 UTC the day before", () => {
    expect(iso(startOfDay("2026-10-01", "Asia/Kathmandu"))).toBe("2026-09-30T18:15:00.000Z");
    expect(iso(startOfDay("2026-01-10", "Pacific/Chatham"))).toBe("2026-01-09T10:15:00.000Z");
    expect(iso(startOfDay("2026-07-10", "Pacific/Chatham"))).toBe("2026-07-09T11:15:00.000Z");
    expect(dayOf(at("2026-09-30T18:14:59Z"), "Asia/Kathmandu")).toBe("2026-09-30");
  });
  test("where the clocks skip midnight (Santiago, 2026-09-06) the day starts at 01:00", () => {
    expect(formatInstant(startOfDay("2026-09-06", "America/Santiago"), "America/Santiago")).toBe("2026-09-06T01:00:00-03:00");
  });
  test("where midnight comes twice (Havana, 2026-11-01) the day starts at the first", () => {
    expect(formatInstant(startOfDay("2026-11-01", "America/Havana"), "America/Havana")).toBe("2026-11-01T00:00:00-04:00");
  });
});

describe("buckets", () => {
  test("Berlin has 25 hours on 2026-10-25, and 02:00 is two different keys", () => {
    const keys = hours("Europe/Berlin", "2026-10-25", "2026-10-26").map((bucket) => bucket.key);
    expect(keys).toHaveLength(25);
    expect(keys.slice(2, 4)).toEqual(["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]);
  });
  test("Berlin has 23 hours on 2026-03-29, New York 23 on 2026-03-08 and 25 on 2026-11-01", () => {
    expect(hours("Europe/Berlin", "2026-03-29", "2026-03-30")).toHaveLength(23);
    expect(hours("America/New_York", "2026-03-08", "2026-03-09")).toHaveLength(23);
    expect(hours("America/New_York", "2026-11-01", "2026-11-02")).toHaveLength(25);
  });
  test("Kathmandu's hours start at a quarter to the UTC hour, Chatham's at a quarter past", () => {
    expect(hours("Asia/Kathmandu", "2026-10-01", "2026-10-02")[0]).toEqual({
      key: "2026-10-01T00:00:00+05:45",
      from: at("2026-09-30T18:15:00Z"),
      to: at("2026-09-30T19:15:00Z"),
    });
    expect(bucketAt("hour", at("2026-07-09T11:20:00Z"), "Pacific/Chatham").key).toBe("2026-07-10T00:00:00+12:45");
  });
  test("buckets of every grain meet without gap over both clock changes", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Chatham", "Asia/Kathmandu"]) {
      for (const grain of ["hour", "day", "week", "month"] as const) {
        const buckets = bucketsIn(parseRange({ from: "2026-03-01", to: "2026-12-01" }, zone, 0), grain, zone);
        for (const [i, bucket] of buckets.slice(1).entries()) expect(bucket.from).toBe(buckets[i]?.to);
        expect(new Set(buckets.map((bucket) => bucket.key)).size).toBe(buckets.length);
      }
    }
  });
  test("2027-01-01 is in 2026-W53, 2026-10-01 in 2026-W40, 2024-12-30 in 2025-W01", () => {
    expect(bucketAt("week", at("2027-01-01T12:00:00Z"), "UTC").key).toBe("2026-W53");
    expect(bucketAt("week", at("2026-10-01T12:00:00Z"), "UTC").key).toBe("2026-W40");
    expect(bucketAt("week", at("2024-12-30T12:00:00Z"), "UTC").key).toBe("2025-W01");
    expect(bucketAt("month", at("2026-09-30T22:30:00Z"), "Europe/Berlin").key).toBe("2026-10");
  });
});

describe("ranges", () => {
  const now = at("2026-11-20T09:02:00Z");
  test("without ends: the last 30 days including today", () => {
    const range = parseRange({}, "Europe/Berlin", now);
    expect([formatEnd(range.from, "Europe/Berlin"), formatEnd(range.to, "Europe/Berlin")]).toEqual(["2026-10-22", "2026-11-21"]);
  });
  test("with an end only: the 30 days before it", () =>
    expect(formatEnd(parseRange({ to: "2026-10-02" }, "UTC", now).from, "UTC")).toBe("2026-09-02"));
  test("an end that is no day boundary comes back as an instant with offset", () => {
    expect(formatEnd(at("2026-10-01T10:00:00Z"), "Europe/Berlin")).toBe("2026-10-01T12:00:00+02:00");
  });
  test.each(["2026-02-29", "yesterday", "2026-10-01T10:00", "2026-13-01", "", "2026-02-30T00:00:00Z"])(
    "%j is refused with both forms named",
    (text) => {
      expect(() => parseRange({ from: text }, "UTC", now)).toThrow(/2026-10-01T12:00:00Z/);
    },
  );
  test("equal ends are refused, since the end is exclusive", () => {
    expect(() => parseRange({ from: "2026-10-01", to: "2026-10-01" }, "UTC", now)).toThrow(/exclusive/);
  });
  test("the whole days of 06:00 to 06:00 two days later are one", () => {
    expect(wholeDays({ from: at("2026-10-01T06:00:00Z"), to: at("2026-10-03T06:00:00Z") }, "UTC")).toEqual({
      from: "2026-10-02",
      to: "2026-10-03",
    });
    expect(wholeDays({ from: at("2026-10-01T06:00:00Z"), to: at("2026-10-02T05:00:00Z") }, "UTC")).toBeNull();
  });
});

describe("comparison", () => {
  const berlin = (from: string, to: string, now: string) => {
    const range = previousRange(parseRange({ from, to }, "Europe/Berlin", 0), at(now), "Europe/Berlin");
    return [formatEnd(range.from, "Europe/Berlin"), formatEnd(range.to, "Europe/Berlin")];
  };
  test("month to date on November 20 at 10:02 compares with October 1 to October 20, 10:02, across the clock change", () => {
    expect(berlin("2026-11-01", "2026-11-21", "2026-11-20T09:02:00Z")).toEqual(["2026-10-01", "2026-10-20T10:02:00+02:00"]);
  });
  test("March 30 has no counterpart: the comparison is the whole of February", () => {
    expect(berlin("2026-03-01", "2026-03-31", "2026-03-30T10:00:00Z")).toEqual(["2026-02-01", "2026-03-01"]);
  });
  test("the whole of October compares with the whole of September", () => {
    expect(berlin("2026-10-01", "2026-11-01", "2026-11-20T09:00:00Z")).toEqual(["2026-09-01", "2026-10-01"]);
  });
  test("7 finished days compare with the 7 days before", () => {
    expect(berlin("2026-11-05", "2026-11-12", "2026-11-20T09:00:00Z")).toEqual(["2026-10-29", "2026-11-05"]);
  });
  test("30 days that still run compare as far as the same time of day", () => {
    expect(berlin("2026-10-22", "2026-11-21", "2026-11-20T09:02:00Z")).toEqual(["2026-09-22", "2026-10-21T10:02:00+02:00"]);
  });
});

test("the wall shows 23:59:59 UTC as the next day's 05:44:59 in Kathmandu, and 02:30 twice where Berlin's clocks go back", () => {
  expect(wallText(at("2026-10-24T23:59:59.999Z"), "Asia/Kathmandu")).toBe("2026-10-25 05:44:59");
  expect(["00", "01"].map((hour) => wallText(at(`2026-10-25T${hour}:30:00Z`), "Europe/Berlin"))).toEqual([
    "2026-10-25 02:30:00",
    "2026-10-25 02:30:00",
  ]);
});

test("presets and periods are cut in the zone", () => {
  const now = at("2026-11-01T03:00:00Z");
  expect(presetDays("month", now, "America/New_York")).toEqual({ from: "2026-10-01", to: "2026-11-01" });
  expect(presetDays("last_month", now, "UTC")).toEqual({ from: "2026-10-01", to: "2026-11-01" });
  expect(presetDays("quarter", now, "UTC")).toEqual({ from: "2026-10-01", to: "2026-11-02" });
  expect(periodAt("week", now, "UTC")).toMatchObject({ fromDay: "2026-10-26", toDay: "2026-11-02" });
  expect(periodAt("year", now, "UTC")).toMatchObject({ fromDay: "2026-01-01", toDay: "2027-01-01" });
});
