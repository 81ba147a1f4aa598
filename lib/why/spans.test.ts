import { describe, expect, test } from "vitest";
import { spansOf } from "./spans";

const ZONE = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const NOW = at("2026-11-22T10:25:00Z");

describe("spansOf", () => {
  test("30 days with today against the 30 before, up to the same minute: 29.475694 days each, not per day", () => {
    const { days, perDay, before } = spansOf({ after: {} }, ZONE, NOW);
    expect([days, perDay]).toEqual([{ before: "29.475694", after: "29.475694" }, false]);
    expect(new Date(before.to).toISOString()).toBe("2026-10-23T09:25:00.000Z");
  });
  test("October, with its 25-hour day, has 31 days; September 30: per day", () => {
    expect(spansOf({ after: { from: "2026-10-01", to: "2026-11-01" } }, ZONE, NOW)).toMatchObject({
      days: { before: "30", after: "31" },
      perDay: true,
    });
  });
  test("a page that is 9 minutes old is not per day", () => {
    const before = { from: "2026-10-01", to: "2026-10-22T12:16:00+02:00" };
    expect(spansOf({ after: { from: "2026-11-01", to: "2026-12-01" }, before }, ZONE, NOW).perDay).toBe(true);
    const close = { from: "2026-10-01", to: "2026-10-22T11:16:00+02:00" };
    expect(spansOf({ after: { from: "2026-11-01", to: "2026-12-01" }, before: close }, ZONE, NOW).perDay).toBe(false);
  });
  test("10 minutes against 5 are per day", () => {
    const after = { from: "2026-11-21T10:00:00Z", to: "2026-11-21T10:10:00Z" };
    expect(spansOf({ after, before: { from: "2026-11-21T09:55:00Z", to: "2026-11-21T10:00:00Z" } }, ZONE, NOW).perDay).toBe(true);
  });
  test("half an earlier period is refused", () => {
    expect(() => spansOf({ after: {}, before: { from: "2026-10-01" } }, ZONE, NOW)).toThrow("both its first day and its end");
  });
});
