import { describe, expect, test } from "vitest";
import type { AlertEvent, EventResponse } from "../../lib/alerts/event";
import { badgeText } from "../layout/badge-text";
import { acknowledgeable, byDay, responseText, snoozedUntil, standingOf, whenText, withEnds } from "./words";

const zone = "Europe/Berlin";
const now = Date.parse("2026-11-03T15:00:00Z");
const frame = { zone, now, day: "2026-11-03" };
const event = {
  kind: "rule",
  change: "fired",
  open: true,
  at: "2026-11-03T13:05:00.000Z",
  resolvedAt: null,
  correctedAt: null,
  responses: [],
} as const satisfies Parameters<typeof whenText>[0];
const response = (given: Partial<EventResponse>): EventResponse => ({
  id: "r",
  kind: "acknowledged",
  until: null,
  by: "ada@example.com",
  via: "app",
  at: "2026-11-03T13:10:00.000Z",
  ...given,
});
const snooze = response({ kind: "snoozed", until: "2026-11-04T13:10:00.000Z", via: "mail" });

describe("how an alert stands", () => {
  const cases: [string, Parameters<typeof standingOf>[0]][] = [
    ["Open", event],
    ["Ended", { ...event, open: false, resolvedAt: "2026-11-03T14:00:00.000Z", responses: [response({})] }],
    ["Acknowledged", { ...event, open: false, responses: [response({})] }],
    ["Acknowledged", { ...event, open: false, responses: [response({}), snooze] }],
    ["Snoozed", { ...event, open: false, responses: [snooze] }],
    ["Corrected", { ...event, open: false, correctedAt: "2026-11-03T14:00:00.000Z" }],
    ["End of an alert", { ...event, open: false, change: "resolved" }],
    ["Over", { ...event, open: false, responses: [response({ kind: "snoozed", until: "2026-11-03T14:59:00.000Z" })] }],
  ];
  for (const [label, given] of cases) test(label, () => expect(standingOf(given, now).label).toBe(label));
  test("a snooze that has ended is none", () => {
    expect(snoozedUntil([response({ kind: "snoozed", until: "2026-11-03T14:59:00.000Z" })], now)).toBeNull();
    expect(snoozedUntil([snooze], now)).toBe("2026-11-04T13:10:00.000Z");
  });
});

describe("when, in the zone", () => {
  test("one that lasts says for how long", () => expect(whenText(event, frame)).toBe("began 14:05, for 1 h 55 min so far"));
  test("one that ended says from when to when", () =>
    expect(whenText({ ...event, resolvedAt: "2026-11-04T00:05:00.000Z" }, frame)).toBe("14:05 to Nov 4, 01:05, 11 h"));
  test("its days stand once: both ends on one day that is not the list's, or on two", () => {
    const past = { ...event, at: "2026-11-01T13:05:00.000Z" };
    expect(whenText({ ...past, resolvedAt: "2026-11-01T18:05:00.000Z" }, frame)).toBe("Nov 1, 14:05 to 19:05, 5 h");
    expect(whenText({ ...past, resolvedAt: "2026-11-03T14:00:00.000Z" }, frame)).toBe("Nov 1, 14:05 to Nov 3, 15:00, 2 days");
  });
  test("a budget's line is crossed at an instant", () => expect(whenText({ ...event, kind: "budget" }, frame)).toBe("crossed 14:05"));
  test("restated data took it back", () =>
    expect(whenText({ ...event, correctedAt: "2026-11-03T14:00:00.000Z" }, frame)).toBe("began 14:05, taken back by restated data 15:00"));
});

test("what people did says who, when and from where", () => {
  expect(responseText(response({}), frame)).toBe("Acknowledged by ada@example.com at 14:10");
  expect(responseText(snooze, frame)).toBe("Snoozed until Nov 4, 14:10 by ada@example.com at 14:10 from the mail");
});

test("an end stands in the row of what it ended and is read with it; one whose beginning is not listed stands by itself", () => {
  const listed = (given: Partial<AlertEvent>): AlertEvent => ({
    ...event,
    id: "fired",
    severity: "warning",
    title: "",
    createdAt: event.at,
    budgetId: null,
    ruleId: "r",
    name: "",
    mutedUntil: null,
    archived: false,
    subject: "chat",
    subjectLabel: null,
    unread: true,
    ...given,
  });
  const end = listed({ id: "end", change: "resolved", at: "2026-11-03T14:00:00.000Z" });
  const lonely = listed({ id: "lonely", change: "resolved", at: "2026-11-01T14:00:00.000Z", unread: false });
  const rows = withEnds([end, listed({ resolvedAt: end.at }), lonely]);
  expect(rows.map(({ id, unreadIds }) => [id, unreadIds])).toEqual([
    ["fired", ["fired", "end"]],
    ["lonely", []],
  ]);
});

test("days are the zone's: 23:30 UTC in Berlin is the next one", () => {
  const events = ["2026-11-02T23:30:00Z", "2026-11-02T22:30:00Z", "2026-10-03T10:00:00Z"].map((createdAt) => ({ createdAt }));
  expect(byDay(events, frame).map(({ label, events: { length } }) => [label, length])).toEqual([
    ["Today", 1],
    ["Yesterday", 1],
    ["Sat, Oct 3, 2026", 1],
  ]);
});

test("the badge says 99+ from 100 on", () => expect([2, 99, 100].map(badgeText)).toEqual(["2", "99", "99+"]));

test("of 602 listed alerts with 601 open, the newest 500 open ones are acknowledged together", () => {
  const listed = Array.from({ length: 602 }, (_, index) => ({ id: String(index), open: index !== 1 }));
  const ids = acknowledgeable(listed);
  expect([ids.length, ids[0], ids[1], ids.at(-1)]).toEqual([500, "0", "2", "500"]);
  expect(acknowledgeable([{ id: "1", open: false }])).toEqual([]);
});
