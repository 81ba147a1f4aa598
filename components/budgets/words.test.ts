import { describe, expect, test } from "vitest";
import { labelInText } from "./measure";
import { someBudget, someForecast } from "./testing";
import {
  allocationText,
  daysLeftText,
  forecastText,
  headline,
  leftText,
  mutedText,
  paceText,
  periodName,
  recipientsText,
  scopeText,
  shareOfAmount,
  staleText,
  stateText,
  unpricedText,
  whereOf,
} from "./words";

const usd = { label: "Cost", unit: "usd", sum: true } as const;
const ms = { label: "Latency p95", unit: "ms", sum: false } as const;

describe("the headline of a budget", () => {
  test("says share, period, money and days left", () => {
    expect(headline(someBudget({ current: { spent: "104", share: "1.04", state: "reached", daysLeft: 6 } }), usd)).toBe(
      "Support is at 104 % of its November budget: $104 of $100, 6 days left.",
    );
  });
  test("99.99 % is not 100 %", () => {
    expect(headline(someBudget({ current: { spent: "99.99", share: "0.9999" } }), usd)).toContain("at 99 %");
  });
  test("calls an average's amount a limit", () => {
    const budget = someBudget({ metric: "latency_p95", amount: "2000", current: { spent: "1700", share: "0.85", daysLeft: 1 } });
    expect(headline(budget, ms)).toBe("Support is at 85 % of its November limit: 1.7 s of 2 s, the last day.");
  });
  test("says that data is late, or that nothing is known", () => {
    expect(headline(someBudget({ current: { state: "late" } }), usd)).toMatch(/16 days left; data is late\.$/);
    expect(headline(someBudget({ current: { spent: null, share: null, state: "no_data" } }), usd)).toBe(
      "Support: nothing is known yet of its November budget of $100.",
    );
    expect(headline(someBudget({ current: { spent: null, share: null, state: "unpriced" } }), usd)).toContain("no call has a price");
  });
});

describe("the notes of a budget", () => {
  test("what is left, or how far over it is", () => {
    expect(leftText(someBudget(), usd)).toBe("$50.00 left");
    expect(leftText(someBudget({ current: { spent: "580" } }), usd)).toBe("$480 over");
    expect(leftText(someBudget({ current: { spent: null } }), usd)).toBeNull();
  });
  test("the forecast with its interval, and by how much it is over", () => {
    expect(forecastText(someBudget({ current: { forecast: someForecast } }), usd)).toBe("forecast $120 ($110 to $135), $20.00 over");
    expect(forecastText(someBudget({ amount: "200", current: { forecast: someForecast } }), usd)).toBe("forecast $120 ($110 to $135)");
    expect(forecastText(someBudget(), usd)).toBeNull();
  });
  test("more, less or as much as expected by now", () => {
    expect(paceText(someBudget({ current: { forecast: someForecast } }), usd)).toBe("$5.00 more than expected by now");
    expect(paceText(someBudget({ current: { spent: "40", forecast: someForecast } }), usd)).toBe("$5.00 less than expected by now");
    expect(paceText(someBudget({ current: { spent: "45", forecast: someForecast } }), usd)).toBe("as expected by now");
    expect(paceText(someBudget({ current: { forecast: { ...someForecast, expectedByNow: null } } }), usd)).toBeNull();
  });
  test("more given out than there is", () => {
    expect(allocationText(someBudget({ allocation: { children: 3, amount: "23000", over: "3000" } }), usd)).toBe(
      "$3,000 more is given out than this budget has",
    );
    expect(allocationText(someBudget({ allocation: { children: 1, amount: "70", over: "0" } }), usd)).toBe(
      "$70.00 of it is given to 1 budget below",
    );
    expect(allocationText(someBudget(), usd)).toBeNull();
  });
  test("calls without a price, and what they count", () => {
    const unpriced = (counted: string | null) => someBudget({ current: { pricedShare: "0.972", unpriced: { requests: "28", counted } } });
    expect(unpricedText(unpriced(null), usd)).toBe("2.8 % of requests have no price and count nothing");
    expect(unpricedText(unpriced("41"), usd)).toBe("2.8 % of requests have no price and count $41.00 at the fallback price");
    expect(unpricedText(someBudget({ current: { unpriced: { requests: "0", counted: null } } }), usd)).toBeNull();
  });
  test("a figure that can't be read now says of when it is and what to do", () => {
    const stale = { asOf: "2026-11-15T08:02:00.000Z", reason: "Narrow the scope." };
    expect(staleText(someBudget({ current: { stale } }))).toBe("As of 2026-11-15 09:02. Narrow the scope.");
    expect(staleText(someBudget({ current: { stale: { ...stale, asOf: null } } }))).toBe("Not read yet. Narrow the scope.");
    expect(staleText(someBudget())).toBeNull();
  });
  test("a mute that is over is none", () => {
    const now = Date.parse("2026-11-15T12:00:00Z");
    expect(mutedText({ mutedUntil: "2026-11-16T23:00:00.000Z" }, "Europe/Berlin", now)).toBe("Muted until 2026-11-17 00:00");
    expect(mutedText({ mutedUntil: "2026-11-15T11:59:00.000Z" }, "Europe/Berlin", now)).toBeNull();
  });
});

test.each([
  ["day", "2026-11-22", "Nov 22"],
  ["week", "2026-11-16", "week of Nov 16"],
  ["month", "2026-11-01", "November"],
  ["quarter", "2026-10-01", "Q4"],
  ["year", "2026-01-01", "2026"],
] as const)("the %s from %s is called %s", (period, from, name) => {
  expect(periodName(period, from)).toBe(name);
});

test("a scope in words and as filters", () => {
  const scope = [
    { dimension: "feature" as const, values: ["chat", null] },
    { dimension: "model" as const, values: ["gpt-4o"] },
  ];
  expect(scopeText(scope)).toBe("Feature chat or (none), Model gpt-4o");
  expect(whereOf(scope)).toEqual(["feature=chat", "feature=", "model=gpt-4o"]);
  expect(scopeText([])).toBe("The whole company");
});

test("recipients whose names are not known are counted", () => {
  const audience = {
    people: [{ id: "p1", email: "ada@example.com", name: "Ada", role: "manager" }],
    channels: [{ id: "c1", name: "ops", kind: "slack" }],
  };
  expect(recipientsText({ roles: ["manager"], users: ["p1", "p2"], channels: ["c1", "c2", "c3"] }, audience)).toBe(
    "all managers, Ada, 1 person, the channel ops, 2 channels",
  );
});

test("days left and shares", () => {
  const left = (daysLeft: number, period: "month" | "day" = "month") => daysLeftText(someBudget({ period, current: { daysLeft } }));
  expect([left(9), left(1), left(1, "day")]).toEqual(["9 days left", "the last day", "ends today"]);
  expect([stateText("reached", usd), stateText("reached", ms), stateText("late", ms)]).toEqual([
    "Used up",
    "At its limit or above",
    "Data is late",
  ]);
  expect([shareOfAmount("0.999"), shareOfAmount("1"), shareOfAmount(null)]).toEqual(["99 %", "100 %", "—"]);
});

test("a metric's label within a sentence keeps its capitals", () => {
  expect(["Idle GPU cost", "GPU cost", "Cost", "Cost per API key"].map(labelInText)).toEqual([
    "idle GPU cost",
    "GPU cost",
    "cost",
    "cost per API key",
  ]);
});
