import { describe, expect, test } from "vitest";
import { atTraffic, breakEvenCsv, drawnOf, tableTraffic } from "./break-even-rows";

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
  test("the file has the table's rows, with the answer's own figures of the range's traffic", () => {
    const breakEven = {
      gpuCostPerDay: "96",
      apiUsdPerMillion: "3",
      apiCostPerDay: "150.25",
      savedPerDay: "54.25",
      tokensPerDay: "50000000",
      breakEvenTokensPerDay: "32000000",
    };
    const input = drawnOf(breakEven as Parameters<typeof drawnOf>[0]);
    const lines = input ? breakEvenCsv(breakEven as Parameters<typeof drawnOf>[0], input).split("\r\n") : [];
    expect(lines[0]).toBe("mark,tokens_per_day,gpu_cost_per_day,api_cost_per_day,saved_per_day");
    expect(lines.slice(2)).toEqual(expect.arrayContaining(["break-even,32000000,96,96,0", "now,50000000,96,150.25,54.25"]));
  });
});
