import { expect, test } from "vitest";
import { qualityRows, rateDomain } from "./quality-rows";

const row = (model: string, outcomes: string, rate: [string, string, string], failures = "0") => ({
  model,
  outcomes,
  successes: String(Number(outcomes) - Number(failures)),
  failures,
  success_rate: rate[0],
  success_rate_low: rate[1],
  success_rate_high: rate[2],
  cost_per_success: "0.01",
});
const meta = { labels: {} } as Parameters<typeof qualityRows>[0]["meta"];

test("29 outcomes are too few for a rate, 30 are enough, and without any there is no row", () => {
  const rows = qualityRows(
    { data: [row("a", "29", ["1", "0.88", "1"]), row("b", "30", ["0.9", "0.744", "0.965"]), row("c", "0", ["0", "0", "0"])], meta },
    "model",
  );
  expect(rows.map(({ label, rate }) => [label, rate])).toEqual([
    ["b", { value: "0.9", low: "0.744", high: "0.965" }],
    ["a", null],
  ]);
  const escalated = { ...row("d", "40", ["1", "0.88", "1"]), successes: "20", failures: "9" };
  expect(qualityRows({ data: [escalated], meta }, "model").map(({ rate }) => rate)).toEqual([null]);
  expect(rateDomain(rows)).toEqual([0.7, 1]);
  expect(rateDomain([])).toEqual([0, 1]);
});
