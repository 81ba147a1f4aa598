import { expect, test } from "vitest";
import { logLines } from "./log-lines";

test("a new idle line and a shorter retention stand in the history beside a rule, the newest first", () => {
  const by = "engineer@example.com";
  const rule = {
    id: 1,
    field: "host" as const,
    subject: "node-1",
    sets: "pool" as const,
    value: "night",
    fromDay: "2026-10-01",
    note: null,
    createdBy: by,
    createdAt: "2026-11-02T09:00:00.000Z",
    retiredBy: null,
    retiredAt: null,
    state: "holds" as const,
    cards: 1,
  };
  const changes = [
    { at: "2026-11-03T09:00:00.000Z", by, idleBelow: null, retention: { samples: 1, slots: 30, hours: 400 } },
    { at: "2026-11-01T09:00:00.000Z", by, idleBelow: "0.1", retention: null },
  ];
  expect(logLines({ rates: [], rules: [rule], changes }).map(({ title, text, holds }) => `${title}: ${text}, ${holds}`)).toEqual([
    "How long figures are kept: single samples 1 day, slots of 5 minutes 30 days, hours 400 days, from the next night",
    "Pool of host node-1: night, from Oct 1, 2026",
    "Idle line: below 10 %, at once",
  ]);
});
