import { expect, test } from "vitest";
import type { RepricingRow } from "../../../lib/http/operations/prices";
import { previewText } from "./preview-text";
import { netText, recomputationText } from "./recomputation-text";

const preview = {
  examined: 900,
  requests: 604,
  estimableBefore: 0,
  estimableAfter: 604,
  routingBefore: "0",
  routingAfter: "9.48",
  netBefore: "0",
  netAfter: "-3.02",
  complete: true,
};

test("604 requests of the past change, with savings and net before and after", () => {
  expect(previewText(preview)).toBe(
    "604 requests of the past change: routing savings 0 become $9.48 (+$9.48); net of escalations and failures 0 become −$3.02 (−$3.02); 604 requests can be compared that could not.",
  );
});

test("a preview that was cut says at least, savings that stay say so, and nothing is nothing", () => {
  expect(previewText({ ...preview, complete: false, estimableBefore: 604, routingBefore: "9.48", netBefore: "-3.02" })).toBe(
    "At least 604 requests of the past change: routing savings stay $9.48; net of escalations and failures stay −$3.02.",
  );
  expect(previewText({ ...preview, estimableAfter: 0, estimableBefore: 1 })).toContain("1 request can't be compared any more");
  expect(previewText({ ...preview, requests: 0 })).toBe("Nothing of the past changes.");
});

const recomputation: RepricingRow = {
  id: 1,
  entry: null,
  setting: 1,
  change: "added",
  state: "done",
  actor: "engineer@example.com",
  startedAt: "2026-11-22T09:00:00.000Z",
  finishedAt: "2026-11-22T09:00:02.000Z",
  examined: 900,
  changed: 620,
  requests: 604,
  newlyPriced: 0,
  costBefore: "0",
  costAfter: "0",
  routingBefore: "10",
  routingAfter: "9.48",
  error: null,
};

test("a recomputation tells how far it is, what it did, and why it stopped", () => {
  expect(recomputationText(recomputation)).toBe(
    "History is recomputed: 604 requests changed, their routing savings $10.00 became $9.48 (−$0.52).",
  );
  expect(recomputationText({ ...recomputation, routingBefore: "9.48" })).toContain("routing savings stay $9.48");
  expect(recomputationText({ ...recomputation, changed: 0 })).toBe(
    "History is recomputed; routing savings before failures stay as they were.",
  );
  expect(recomputationText({ ...recomputation, state: "running" })).toContain("900 records looked at, 620 changed");
  expect(recomputationText({ ...recomputation, state: "failed", error: "disk full" })).toContain("disk full");
});

test("net is told where it changes", () => {
  expect(netText({ before: "8.01", after: "3.02" })).toBe("Net of escalations and failures, $8.01 becomes $3.02 (−$4.99).");
  expect(netText({ before: "8.01", after: "8.0100" })).toBeNull();
  expect(netText(null)).toBeNull();
});
