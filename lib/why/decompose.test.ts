import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TOKEN_CLASSES } from "../facts";
import { add, multiply, negate, subtract } from "../money";
import type { Cell, Side } from "./cells";
import { decompose } from "./decompose";
import { STEPS, type Step } from "./explanation";
import { isStill, type Steps, sumOf } from "./steps";

/** USD per million tokens. */
const PRICES: Record<string, Record<string, number>> = {
  large: { input_uncached: 10, cache_read: 1, output: 30 },
  small: { input_uncached: 1, output: 3 },
};

interface Calls {
  feature?: string;
  model?: string;
  tier?: string | null;
  requests?: number;
  attempts?: number;
  input?: number;
  read?: number;
  output?: number;
  /** Paid ÷ standard. */
  factor?: number;
  more?: Partial<Cell>;
}

/** Calls priced at PRICES × factor. */
function calls({
  feature = "chat",
  model = "large",
  tier = null,
  requests = 100,
  attempts = requests,
  factor = 1,
  ...given
}: Calls = {}): Cell {
  const { input = 100_000, read = 0, output = 10_000, more = {} } = given;
  const tokens = { input_uncached: input, cache_read: read, cache_write_5m: 0, cache_write_1h: 0, output };
  const cost = (name: (typeof TOKEN_CLASSES)[number]) =>
    multiply(String(tokens[name] * factor), String((PRICES[model]?.[name] ?? 0) / 1e6));
  const costs = Object.fromEntries(TOKEN_CLASSES.map((name) => [name, cost(name)])) as Cell["costs"];
  const total = add(...Object.values(costs));
  const pricedTokens = input + read + output;
  return { feature, model, tier, requests, attempts, gatewayHits: 0, tokens, pricedTokens, cost: total, costs, other: "0", ...more };
}

const side = (cells: Cell[], { prices = PRICES, divisor = "1" } = {}): Side => ({
  cells,
  divisor,
  price: (model, name) => prices[model]?.[name] ?? null,
});
const moved = (steps: Steps) =>
  Object.fromEntries(STEPS.filter((step) => Number(steps[step]) !== 0).map((step) => [step, Number(steps[step]).toFixed(6)]));
const stepsOf = (before: Side | Cell[], after: Side | Cell[]) => {
  const sides = [before, after].map((one) => (Array.isArray(one) ? side(one) : one)) as [Side, Side];
  return moved(decompose(...sides).steps);
};

describe("one thing changed, one step moves", () => {
  // 100,000 input at $10 and 10,000 output at $30 per million: $1.30.
  test("twice the requests, all else alike: +$1.30 by volume", () => {
    expect(stepsOf([calls()], [calls({ requests: 200, input: 200_000, output: 20_000 })])).toEqual({ volume: "1.300000" });
  });
  test("every request tried twice: +$1.30 by attempts", () => {
    expect(stepsOf([calls()], [calls({ attempts: 200, input: 200_000, output: 20_000 })])).toEqual({ attempts: "1.300000" });
  });
  test("half again as much input: +$0.50 by context", () => {
    expect(stepsOf([calls()], [calls({ input: 150_000 })])).toEqual({ context: "0.500000" });
  });
  test("half the output: −$0.15 by answers", () => {
    expect(stepsOf([calls()], [calls({ output: 5_000 })])).toEqual({ output: "-0.150000" });
  });
  test("a price cut by a half: −$0.65 by price", () => {
    const half = { large: { input_uncached: 5, cache_read: 0.5, output: 15 } };
    expect(stepsOf([calls()], side([calls({ factor: 0.5 })], { prices: half }))).toEqual({ price: "-0.650000" });
  });
  test("the same at a price that the book doesn't know is price too, whatever the tier", () => {
    const unknown = (factor: number) => side([calls({ tier: "batch", factor })], { prices: {} });
    expect(stepsOf(unknown(1), unknown(0.5))).toEqual({ price: "-0.650000" });
  });
  test("batch calls that pay 40 % of the standard price and no longer 50 %: tier", () => {
    expect(stepsOf([calls({ tier: "batch", factor: 0.5 })], [calls({ tier: "batch", factor: 0.4 })])).toEqual({ tier: "-0.130000" });
  });
  test("a surcharge on the standard price, such as a long context, is price", () => {
    expect(stepsOf([calls({ tier: "standard" })], [calls({ tier: "standard", factor: 2 })])).toEqual({ price: "1.300000" });
  });
  test("a charge that is no token: +$2 other", () => {
    expect(stepsOf([calls()], [calls({ more: { cost: "3.3", other: "2" } })])).toEqual({ other: "2.000000" });
  });
  test("the gateway's cache answers half of the requests: −$0.65 by cache", () => {
    const half = calls({ factor: 0.5, more: { gatewayHits: 50 } });
    expect(stepsOf([calls()], [half])).toEqual({ cache: "-0.650000" });
  });
  test("a new feature is volume, also in cents below one", () => {
    const added = calls({ feature: "new", input: 10, output: 0 });
    expect(stepsOf([calls()], [calls(), added])).toEqual({ volume: "0.000100" });
  });
  test("a feature that moves to a cheaper model: −$1.17 by mix, whole cells", () => {
    expect(stepsOf([calls()], [calls({ model: "small" })])).toEqual({ mix: "-1.170000" });
  });
});

describe("calls without a price", () => {
  const unpriced = calls({ more: { cost: "0", costs: zero(), pricedTokens: 0 } });
  test("a model that loses its price takes −$1.30 by the step of its own", () => {
    expect(stepsOf([calls()], [unpriced])).toEqual({ unpriced: "-1.300000" });
  });
  test("a model of which half the tokens have a price now, and all had: −$0.65", () => {
    const half = calls({ factor: 0.5, more: { pricedTokens: 55_000 } });
    expect(stepsOf([calls()], [half])).toEqual({ unpriced: "-0.650000" });
  });
  test("a cost that the source tells as one sum is split by tokens: one price for all of them", () => {
    const told = (cost: string) => calls({ more: { cost, costs: zero() } });
    expect(stepsOf([told("1.1")], [told("2.2")])).toEqual({ price: "1.100000" });
  });
});

test("calls that no request is counted for follow their tokens: twice of them is volume", () => {
  const none = { requests: 0, attempts: 0 };
  expect(stepsOf([calls(none)], [calls({ ...none, input: 200_000, output: 20_000 })])).toEqual({ volume: "1.300000" });
});

test("31 days against 28 at the same pace: per day nothing changed", () => {
  const of = (days: number) =>
    side([calls({ requests: 100 * days, input: 100_000 * days, output: 10_000 * days })], { divisor: String(days) });
  const { change, before, steps } = decompose(of(28), of(31));
  expect([change, before, isStill(steps)]).toEqual(["0", "1.3", true]);
});

test("the model that moved the price is named", () => {
  const cut = { large: { input_uncached: 5, cache_read: 0.5, output: 15 }, small: PRICES.small ?? {} };
  const before = side([calls(), calls({ model: "small" })]);
  const after = side([calls({ factor: 0.5 }), calls({ model: "small" })], { prices: cut });
  expect(decompose(before, after).models.price?.model).toBe("large");
});

describe("for any two sides", () => {
  const count = fc.integer({ min: 0, max: 1_000_000 });
  const money = fc
    .oneof(fc.constant(0), fc.integer({ min: 0, max: 10 ** 15 }))
    .map((pico) =>
      pico === 0 ? "0" : `${(BigInt(pico) / 10n ** 12n).toString()}.${(BigInt(pico) % 10n ** 12n).toString().padStart(12, "0")}`,
    );
  const classes = <T>(of: fc.Arbitrary<T>) =>
    fc.record({ input_uncached: of, cache_read: of, cache_write_5m: of, cache_write_1h: of, output: of });
  const cell = fc
    .record({
      feature: fc.constantFrom("a", "b", "c"),
      model: fc.constantFrom("large", "small", "unknown"),
      tier: fc.constantFrom(null, "standard", "batch"),
      requests: count,
      attempts: count,
      gatewayHits: fc.integer({ min: 0, max: 1000 }),
      tokens: classes(count),
      pricedTokens: count,
      costs: classes(money),
      other: money,
      told: money,
    })
    .map(({ told, ...one }): Cell => ({ ...one, cost: add(told, one.other, ...Object.values(one.costs)) }));
  const cells = fc.uniqueArray(cell, { maxLength: 12, selector: ({ feature, model, tier }) => `${feature} ${model} ${tier}` });
  const sides = fc
    .record({ cells, divisor: fc.constantFrom("1", "28", "30.416667") })
    .map((one) => side(one.cells, { divisor: one.divisor }));

  test("the steps of each feature add up to its change, and all features to the change, to the last decimal", () => {
    fc.assert(
      fc.property(sides, sides, (before, after) => {
        const bridge = decompose(before, after);
        for (const one of bridge.features) {
          expect(sumOf(one.steps)).toBe(one.change);
          expect(subtract(one.after, one.before)).toBe(one.change);
        }
        expect(sumOf(bridge.steps)).toBe(bridge.change);
        expect(subtract(bridge.after, bridge.before)).toBe(bridge.change);
        for (const step of STEPS) expect(add("0", ...bridge.features.map((one) => one.steps[step]))).toBe(bridge.steps[step]);
      }),
    );
  });
  test("no change: every step is zero", () => {
    fc.assert(
      fc.property(sides, (one) => {
        expect(isStill(decompose(one, one).steps)).toBe(true);
      }),
    );
  });
  test("swapping the periods flips every sign exactly", () => {
    const flipped = (steps: Steps) => Object.fromEntries(STEPS.map((step) => [step, negate(steps[step])])) as Steps;
    fc.assert(
      fc.property(sides, sides, (before, after) => {
        const [there, back] = [decompose(before, after), decompose(after, before)];
        expect(back.steps).toEqual(flipped(there.steps));
        expect(back.features.map((one) => one.steps)).toEqual(there.features.map((one) => flipped(one.steps)));
      }),
    );
  });
  test("the same in cents: every step is 100 times itself", () => {
    const inCents = (one: Side): Side => ({
      ...one,
      cells: one.cells.map((cell) => ({
        ...cell,
        cost: multiply(cell.cost, "100"),
        other: multiply(cell.other, "100"),
        costs: Object.fromEntries(TOKEN_CLASSES.map((name) => [name, multiply(cell.costs[name], "100")])) as Cell["costs"],
      })),
    });
    fc.assert(
      fc.property(sides, sides, (before, after) => {
        const [usd, cents] = [decompose(before, after), decompose(inCents(before), inCents(after))];
        const near = (step: Step) =>
          Math.abs(Number(cents.steps[step]) - 100 * Number(usd.steps[step])) <=
          1e-7 * Math.max(1, Number(cents.after), Number(cents.before));
        for (const step of STEPS) expect(near(step), step).toBe(true);
      }),
    );
  });
});

function zero(): Cell["costs"] {
  return { input_uncached: "0", cache_read: "0", cache_write_5m: "0", cache_write_1h: "0", output: "0" };
}
