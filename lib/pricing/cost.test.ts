import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOf, costOfByBigInt } from "./cost";
import { readDecimal } from "./decimal";
import { type Pico, readPico, writePico } from "./pico";
import type { Price, PricedTokens } from "./types";

const CLASSES = ["input_uncached", "cache_read", "cache_write_5m", "cache_write_1h", "output"];

function priced(rates: string[], more: Price["lines"] = []): Price {
  const lines = rates.map((usdPerMillion, index) => ({ unit: CLASSES[index] ?? "output", threshold: 0, usdPerMillion }));
  return {
    key: "k",
    provider: "p",
    model: "m",
    tier: "standard",
    geo: null,
    lines: [...lines, ...more],
    validFrom: null,
    validTo: null,
    source: "test",
    sourceUrl: null,
    checkedOn: null,
  };
}

function tokens(counts: (number | null)[], units: Record<string, string> | null = null): PricedTokens {
  const [inputUncached = null, cacheRead = null, cacheWrite5m = null, cacheWrite1h = null, output = null] = counts;
  return { inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output, units };
}

function total(price: Price, counts: (number | null)[], units: Record<string, string> | null = null): string {
  const cost = costOf(price, tokens(counts, units));
  return "total" in cost ? writePico(cost.total) : cost.unpriced;
}

const pico = (text: string) => {
  const decimal = readDecimal(text);
  if (!decimal) throw new Error(`not a decimal: ${text}`);
  return decimal.digits * 10n ** BigInt(12 - decimal.scale);
};

const rate = fc.tuple(fc.nat(2_000), fc.nat(999_999)).map(([whole, micro]) => `${whole}.${String(micro).padStart(6, "0")}`);
const fineRate = fc
  .tuple(fc.nat(200), fc.bigInt({ min: 0n, max: 10n ** 17n }))
  .map(([whole, rest]) => `${whole}.${String(rest).padStart(18, "0")}`);
const five = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 5, maxLength: 5 });
const count = fc.oneof(fc.nat(2_000_000), fc.nat(10 ** 12));

describe("laws", () => {
  test("cost is additive over a split of the tokens", () => {
    fc.assert(
      fc.property(five(rate), five(count), five(count), (rates, one, other) => {
        const price = priced(rates);
        const both = one.map((value, index) => value + (other[index] ?? 0));
        expect(pico(total(price, both))).toBe(pico(total(price, one)) + pico(total(price, other)));
      }),
    );
  });

  test("the fast path gives what BigInt gives, whatever the digits", () => {
    fc.assert(
      fc.property(five(fc.oneof(rate, fineRate)), five(fc.option(count)), (rates, counts) => {
        expect(costOf(priced(rates), tokens(counts))).toEqual(costOfByBigInt(priced(rates), tokens(counts)));
      }),
    );
  });

  test("the classes add up to the total, and every figure reads as a decimal of at most 12 places", () => {
    fc.assert(
      fc.property(five(fc.oneof(rate, fineRate)), five(fc.option(count)), fc.option(fc.nat(1_000)), (rates, counts, searches) => {
        const price = priced(rates, [{ unit: "web_search", threshold: 0, usdPerMillion: "10000" }]);
        const cost = costOf(price, tokens(counts, searches === null ? null : { web_search: String(searches) }));
        if (!("total" in cost)) return expect(cost.unpriced).toBe("no_usage");
        const { total: sum, ...parts } = cost;
        for (const part of [sum, ...Object.values(parts)]) if (part !== null) expect(writePico(part)).toMatch(/^\d+(\.\d{0,11}[1-9])?$/);
        expect(Object.values(parts).reduce((left: bigint, part) => left + BigInt(part ?? 0), 0n)).toBe(BigInt(sum));
      }),
    );
  });

  test("no tokens cost nothing", () => {
    fc.assert(
      fc.property(five(fc.oneof(rate, fineRate)), (rates) => {
        expect(total(priced(rates), [0, 0, 0, 0, 0])).toBe("0");
      }),
    );
  });
});

describe("cases", () => {
  test("a class the source did not state stays null, zero is zero", () => {
    expect(costOf(priced(["3", "0.3"]), tokens([10, 0]))).toEqual({
      inputUncached: 30_000_000,
      cacheRead: 0,
      cacheWrite5m: null,
      cacheWrite1h: null,
      output: null,
      other: null,
      total: 30_000_000,
    });
  });

  test("pico-dollars read and write as decimals: a 13th digit is rounded away from zero, as the database does", () => {
    const cases: [string, Pico][] = [
      ["0.001", 1_000_000_000],
      ["12", 12_000_000_000_000],
      ["0.0000000000015", 2],
      ["-0.0000000000015", -2],
      ["999999999999.999999999999", 999_999_999_999_999_999_999_999n],
      ["9007.199254740991", Number.MAX_SAFE_INTEGER],
    ];
    for (const [text, pico] of cases) expect(readPico(text)).toBe(pico);
    for (const pico of [0, 1, -30_000_000, 9_007_199_254_740_992n, 10n ** 24n]) expect(readPico(writePico(pico))).toBe(pico);
  });

  test("halves go to even: 2.5 pico-dollars are 2, 3.5 are 4", () => {
    expect(total(priced(["0.0000005"]), [5])).toBe("0.000000000002");
    expect(total(priced(["0.0000005"]), [7])).toBe("0.000000000004");
  });

  test("9,007,199,254,740,991 tokens at 75 per million lose no digit", () => {
    expect(total(priced(["75"]), [Number.MAX_SAFE_INTEGER])).toBe("675539944105.574325");
  });

  test("zero tokens of a class without a price are fine, one token is not", () => {
    expect(total(priced(["3"]), [1, 0, 0, 0, 0])).toBe("0.000003");
    expect(total(priced(["3"]), [1, 0, 0, 0, 1])).toBe("no_price:output");
  });

  test("a line above a threshold holds for all tokens once the whole input exceeds it", () => {
    const price = priced(
      ["1"],
      [
        { unit: "input_uncached", threshold: 100, usdPerMillion: "2" },
        { unit: "input_uncached", threshold: 1_000, usdPerMillion: "4" },
      ],
    );
    expect([100, 101, 1_000, 1_001].map((input) => total(price, [input]))).toEqual(["0.0001", "0.000202", "0.002", "0.004004"]);
  });

  test("a unit without a price or with a quantity that is no number makes the row unpriced; a count of requests does not", () => {
    expect(total(priced(["1"]), [1], { image: "1" })).toBe("no_price:image");
    expect(total(priced(["1"], [{ unit: "image", threshold: 0, usdPerMillion: "40000" }]), [1], { image: "NaN" })).toBe("no_price:image");
    expect(total(priced(["1"], [{ unit: "image", threshold: 0, usdPerMillion: "40000" }]), [0], { image: "2.5" })).toBe("0.1");
    expect(total(priced(["1"]), [1_000_000], { request: "12" })).toBe("1");
  });

  test("nothing reported is no usage, and a negative or broken count is never a cost", () => {
    expect(total(priced(["1"]), [])).toBe("no_usage");
    expect(total(priced(["1"]), [], {})).toBe("no_usage");
    expect(total(priced(["1"]), [-1])).toBe("no_price:input_uncached");
    expect(total(priced(["1"]), [Number.NaN])).toBe("no_price:input_uncached");
  });
});
