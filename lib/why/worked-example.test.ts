import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { add, formatUsd, largestRemainder } from "../money";
import type { Cell, Side } from "./cells";
import { decompose } from "./decompose";
import { logarithmicMean } from "./logarithmic-mean";
import { sentenceOf } from "./sentence";

const text = readFileSync(new URL("../../docs/why.md", import.meta.url), "utf8");
const cents = (amount: string): string => formatUsd(amount).replace("$", "");

function side({ requests, input, price }: { requests: number; input: number; price: number }): Side {
  const tokens = { input_uncached: requests * input, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, output: requests * 300 };
  const costs = {
    input_uncached: String((tokens.input_uncached * price) / 1e6),
    cache_read: "0",
    cache_write_5m: "0",
    cache_write_1h: "0",
    output: String(tokens.output / 1e5),
  };
  const cell: Cell = {
    feature: "support-chat",
    model: "gpt-4o",
    tier: null,
    requests,
    attempts: requests,
    gatewayHits: 0,
    tokens,
    pricedTokens: tokens.input_uncached + tokens.output,
    cost: add(costs.input_uncached, costs.output),
    costs,
    other: "0",
  };
  return { cells: [cell], divisor: "1", price: (_, name) => (name === "output" ? 10 : price) };
}

test("the worked example of docs/why.md: +$1,900.00 = 849.27 + 2,336.70 − 1,285.98, rounded to cents", () => {
  const bridge = decompose(side({ requests: 1_000_000, input: 2000, price: 2.5 }), side({ requests: 1_100_000, input: 3000, price: 2 }));
  const { volume, context, price } = bridge.steps;
  expect(bridge).toMatchObject({ before: "8000", after: "9900", change: "1900" });
  expect(add(volume, context, price)).toBe("1900");
  const shown = largestRemainder([volume, context, price]);
  for (const [label, amount] of [
    ["Requests, × 1.1", shown[0]],
    ["Context length, × 1.5", shown[1]],
    ["Price, × 0.8", shown[2]],
  ] as const)
    expect(text.split("\n").find((line) => line.startsWith(`| ${label}`))).toContain(`**${cents(amount ?? "")}**`);
  expect(text).toContain(`= ${cents(String(logarithmicMean(6600, 5000)))}.`);
  const span = { requests: "1", days: "30", pricedShare: "1" };
  const told = {
    before: { ...span, cost: "8000" },
    after: { ...span, cost: "9900" },
    perDay: false,
    steps: bridge.steps,
    features: [{ name: "support-chat", steps: bridge.features[0]?.steps ?? bridge.steps }],
    priceOf: { model: "gpt-4o", share: 1 },
  };
  expect(text).toContain(`"${sentenceOf(told)}"`);
});
