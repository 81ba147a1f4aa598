import { describe, expect, test } from "vitest";
import { atTraffic, tableTraffic } from "./break-even-rows";

const INPUT = { flat: 96, perMillion: 3, today: 50_000_000, crossing: 32_000_000 };

describe("traffic and what it costs both ways", () => {
  test("at 50 M tokens of $3 the GPUs save $54, at 20 M they lose $36, at 32 M both cost $96", () => {
    expect([50e6, 20e6, 32e6].map((tokens) => atTraffic(tokens, INPUT).difference)).toEqual([
      "the GPUs save $54.00",
      "the GPUs lose $36.00",
      "both cost the same",
    ]);
  });
  test("the table has the range's traffic and that of break-even in their places, each once", () => {
    const rows = tableTraffic(INPUT);
    expect(rows.map(({ tokens }) => tokens)).toEqual(rows.map(({ tokens }) => tokens).toSorted((a, b) => a - b));
    expect(rows.filter(({ mark }) => mark !== null)).toEqual([
      { tokens: 32_000_000, mark: "break-even" },
      { tokens: 50_000_000, mark: "now" },
    ]);
  });
  test("without a crossing there is none in the table", () => {
    expect(tableTraffic({ ...INPUT, crossing: null }).filter(({ mark }) => mark === "break-even")).toEqual([]);
  });
});
