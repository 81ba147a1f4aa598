import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, divide, multiply, round, subtract } from "../money";
import { apiCost, type BreakEvenInput, breakEven } from "./break-even";

const PRICES = { inputUsd: "0.30", cachedUsd: "0.15", outputUsd: "1.20" };
const TRAFFIC = { requests: "3000000", inputTokens: "6000000000", cachedTokens: "2000000000", outputTokens: "1500000000" };
/** 8 cards for 10 days at $2.50 an hour: 1,920 h. */
const CASE: BreakEvenInput = { reservedCost: "4800", days: "10", traffic: TRAFFIC, prices: PRICES };

describe("apiCost", () => {
  test("4,000 M uncached at $0.30, 2,000 M cached at $0.15 and 1,500 M of output at $1.20 are $3,300: each token once", () => {
    expect(apiCost(TRAFFIC, PRICES)).toBe("3300");
  });

  test("an API without a price for cached tokens sells them as input: $3,600", () => {
    expect(apiCost(TRAFFIC, { ...PRICES, cachedUsd: null })).toBe("3600");
  });

  test("nobody tells cached tokens: all 6,000 M are uncached, $3,600", () => {
    expect(apiCost({ ...TRAFFIC, cachedTokens: null }, PRICES)).toBe("3600");
  });

  test("more cached tokens than input are no more than the input", () => {
    expect(apiCost({ ...TRAFFIC, cachedTokens: "9000000000" }, PRICES)).toBe("2700");
  });
});

describe("breakEven", () => {
  test("not yet: $480 a day of cards against $330 of API loses $150; it takes 1,090.9 M tokens a day instead of 750 M", () => {
    expect(breakEven(CASE)).toEqual({
      days: "10",
      gpuCostPerDay: "480",
      apiCostPerDay: "330",
      tokensPerDay: "750000000",
      requestsPerDay: "300000",
      apiUsdPerMillion: "0.44",
      breakEvenTokensPerDay: "1090909090.909090909091",
      breakEvenRequestsPerDay: "436363.636363636364",
      past: false,
      savedPerDay: "-150",
    });
  });

  test("past: at $1.50 an hour the same cards cost $288 a day and save $42", () => {
    expect(breakEven({ ...CASE, reservedCost: "2880" })).toMatchObject({
      gpuCostPerDay: "288",
      past: true,
      savedPerDay: "42",
      breakEvenTokensPerDay: "654545454.545454545455",
    });
  });

  test("exactly at break-even is past, and saves nothing", () => {
    expect(breakEven({ ...CASE, reservedCost: "3300" })).toMatchObject({
      past: true,
      savedPerDay: "0",
      breakEvenTokensPerDay: "750000000",
      breakEvenRequestsPerDay: "300000",
    });
  });

  test("no traffic: the cards cost as ever, and no mix says what an API's token would cost", () => {
    const none = { requests: "0", inputTokens: "0", cachedTokens: null, outputTokens: "0" };
    expect(breakEven({ ...CASE, traffic: none })).toEqual({
      days: "10",
      gpuCostPerDay: "480",
      apiCostPerDay: "0",
      tokensPerDay: "0",
      requestsPerDay: "0",
      apiUsdPerMillion: null,
      breakEvenTokensPerDay: null,
      breakEvenRequestsPerDay: null,
      past: false,
      savedPerDay: "-480",
    });
  });

  test("no traffic on cards that cost nothing is not past either", () => {
    const none = { requests: "0", inputTokens: "0", cachedTokens: null, outputTokens: "0" };
    expect(breakEven({ ...CASE, reservedCost: "0", traffic: none })?.past).toBe(false);
  });

  test("no rate, no known traffic, no alternative, no time: nothing to tell", () => {
    expect(breakEven({ ...CASE, reservedCost: null })).toBeNull();
    expect(breakEven({ ...CASE, traffic: null })).toBeNull();
    expect(breakEven({ ...CASE, prices: null })).toBeNull();
    expect(breakEven({ ...CASE, days: "0" })).toBeNull();
  });

  test("an API at $0 can't be beaten: no traffic is enough", () => {
    expect(breakEven({ ...CASE, prices: { inputUsd: "0", cachedUsd: "0", outputUsd: "0" } })).toMatchObject({
      apiCostPerDay: "0",
      apiUsdPerMillion: "0",
      breakEvenTokensPerDay: null,
      breakEvenRequestsPerDay: null,
      past: false,
      savedPerDay: "-480",
    });
  });

  test("a partial day: 1,020 h of cards and 3,984,375,000 tokens in 5.3125 days are the same $480 and 750 M a day", () => {
    const part = { requests: "1593750", inputTokens: "3187500000", cachedTokens: "1062500000", outputTokens: "796875000" };
    expect(breakEven({ ...CASE, days: "5.3125", reservedCost: "2550", traffic: part })).toEqual({ ...breakEven(CASE), days: "5.3125" });
  });

  test("reserved, not measured hours: 1,920 h are paid where the exporter told of 1,600, and that decides", () => {
    const measured = breakEven({ ...CASE, reservedCost: multiply("1600", "2") });
    const reserved = breakEven({ ...CASE, reservedCost: multiply("1920", "2") });
    expect([measured?.past, reserved?.past]).toEqual([true, false]);
    expect(reserved?.gpuCostPerDay).toBe("384");
  });

  test("requests that nobody counted leave the tokens' answer as it is", () => {
    expect(breakEven({ ...CASE, traffic: { ...TRAFFIC, requests: null } })).toEqual({
      ...breakEven(CASE),
      requestsPerDay: null,
      breakEvenRequestsPerDay: null,
    });
  });

  const count = (max: number) => fc.integer({ min: 1, max }).map(String);
  const usd = fc.integer({ min: 1, max: 20_000 }).map((cents) => divide(String(cents), "100") ?? "0");

  test("law: with traffic grown to break-even both cost the same; past exactly where today's tokens reach it", () => {
    fc.assert(
      fc.property(
        usd,
        count(60),
        count(1e9),
        count(1e9),
        fc.integer({ min: 0, max: 100 }),
        usd,
        usd,
        usd,
        (cost, days, input, output, share, ...prices) => {
          const cachedTokens = divide(multiply(input, String(share)), "100", 0);
          const [inputUsd, cachedUsd, outputUsd] = prices;
          const traffic = { requests: null, inputTokens: input, cachedTokens, outputTokens: output };
          const told = breakEven({ reservedCost: cost, days, traffic, prices: { inputUsd, cachedUsd, outputUsd } });
          if (!told?.breakEvenTokensPerDay || !told.apiUsdPerMillion) throw new Error("unknown");
          const api = divide(multiply(told.breakEvenTokensPerDay, told.apiUsdPerMillion), "1000000");
          const relative = divide(subtract(api ?? "0", told.gpuCostPerDay), told.gpuCostPerDay);
          expect(round(relative ?? "1", 6)).toBe("0");
          expect(told.past).toBe(compare(add(told.savedPerDay, told.gpuCostPerDay), told.gpuCostPerDay) >= 0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
