import { describe, expect, test } from "vitest";
import { WidthReader } from "./bucket-width";

const DAY = Date.UTC(2026, 8, 1) / 1000;
const at = (clock: string): number => {
  const [days, time = ""] = clock.includes("+") ? clock.split("+") : ["0", clock];
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return DAY + Number(days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
};

/** Periods as "from to" with clock times ("1+00:00" is the next midnight); answers their widths in order. */
function widths(...periods: string[]): string {
  const reader = new WidthReader();
  let most = 0;
  let settled = 0;
  const all = periods.flatMap((text, i) => {
    const [from = "", to = ""] = text.split(" ");
    const out = reader.push({ start: at(from), end: at(to), width: null });
    settled += out.length;
    most = Math.max(most, i + 1 - settled);
    return out;
  });
  expect(most).toBeLessThanOrEqual(2);
  return [...all, ...reader.end()].map(({ width }) => width).join(" ");
}

describe("the width of a bucket", () => {
  test("alone is the one it fills: 60 s, 3,600 s, 86,400 s", () => {
    expect(widths("12:03 12:04")).toBe("1m");
    expect(widths("12:00 13:00")).toBe("1h");
    expect(widths("00:00 24:00")).toBe("1d");
  });
  test("alone and clipped is a day, the default of the API", () => {
    expect(widths("12:03:20 12:03:50")).toBe("1d");
    expect(widths("12:00 12:45")).toBe("1d");
    expect(widths("17:31 24:00")).toBe("1d");
  });
  test("a first day clipped to its last hour is a day, since a full day follows", () => {
    expect(widths("23:00 24:00", "1+00:00 1+24:00")).toBe("1d 1d");
  });
  test("a last day clipped to its first hour is a day", () => {
    expect(widths("00:00 24:00", "1+00:00 1+01:00")).toBe("1d 1d");
  });
  test("hours across midnight stay hours, clipped at both ends", () => {
    expect(widths("22:23 23:00", "23:00 24:00", "1+00:00 1+01:00", "1+01:00 1+01:19:15")).toBe("1h 1h 1h 1h");
    expect(widths("23:00 24:00", "1+00:00 1+01:00", "1+01:00 1+02:00")).toBe("1h 1h 1h");
  });
  test("two clipped buckets that touch at 18:00 are hours, at midnight they are days", () => {
    expect(widths("17:31 18:00", "18:00 18:20")).toBe("1h 1h");
    expect(widths("23:31 24:00", "1+00:00 1+00:20")).toBe("1d 1d");
  });
  test("minutes across an hour stay minutes", () => {
    expect(widths("12:58:30 12:59", "12:59 13:00", "13:00 13:01", "13:01 13:01:12")).toBe("1m 1m 1m 1m");
    expect(widths("12:59 13:00", "13:00 13:01")).toBe("1m 1m");
  });
  test("a clipped bucket takes the width of buckets it doesn't touch, before or after it", () => {
    expect(widths("09:00 10:00", "12:00 12:23:10")).toBe("1h 1h");
    expect(widths("09:12 10:00", "12:00 13:00", "15:00 16:00")).toBe("1h 1h 1h");
    expect(widths("09:12 10:00", "11:12 12:00", "15:00 16:00")).toBe("1h 1h 1h");
    expect(widths("00:00 24:00", "3+00:00 3+00:40")).toBe("1d 1d");
  });
  test("hours that follow days in one file are told apart", () => {
    expect(widths("00:00 24:00", "1+00:00 1+01:00", "1+01:00 1+02:00", "1+02:00 1+02:30")).toBe("1d 1h 1h 1h");
    expect(widths("22:00 23:00", "23:00 24:00", "1+00:00 1+24:00")).toBe("1h 1h 1d");
  });
  test("a second endpoint's pages start over without a trace of the first's", () => {
    expect(widths("17:31 24:00", "1+00:00 1+24:00", "2+00:00 2+10:00:07", "17:31 24:00", "1+00:00 1+24:00")).toBe("1d 1d 1d 1d 1d");
  });
});
