import { describe, expect, test } from "vitest";
import { rateDraft, rateInput, spreadUsd } from "./rate-draft";

const today = "2026-11-22";
const about = { field: "gpu_model", subject: "NVIDIA H100*" } as const;
const fresh = rateDraft(about, null, today);
const none = { purchaseUsd: null, months: null, bill: null };

describe("rateInput", () => {
  test('"$2.50" on demand is 2.50 from today on', () => {
    expect(rateInput({ ...fresh, usd: "$2.50", note: " list price " })).toEqual({
      ...about,
      usdPerHour: "2.50",
      terms: "on_demand",
      ...none,
      fromDay: today,
      note: "list price",
    });
  });

  test("a rate for any GPU names none, and always begins on no day", () => {
    expect(rateInput({ ...fresh, field: "any", usd: "1", always: true })).toMatchObject({
      field: "any",
      subject: "",
      fromDay: null,
      note: null,
    });
  });

  test("an owned card goes as its price and months, without a rate; by the hour it goes as a rate", () => {
    const owned = { ...fresh, terms: "owned", purchase: "$30,000", months: "36", usd: "9" } as const;
    expect(rateInput(owned)).toMatchObject({ usdPerHour: null, terms: "owned", purchaseUsd: "30000", months: 36 });
    expect(rateInput({ ...owned, bought: false })).toMatchObject({ usdPerHour: "9", terms: "owned", purchaseUsd: null, months: null });
  });

  test("a billed rate names its lines and nothing else", () => {
    const billed = { ...fresh, terms: "billed", source: "aws", description: "p5.48xlarge*", usd: "9", purchase: "1" } as const;
    expect(rateInput(billed)).toMatchObject({
      usdPerHour: null,
      purchaseUsd: null,
      bill: { source: "aws", description: "p5.48xlarge*", project: null },
    });
  });

  test("no rate from then on is no rate, whatever the fields say", () => {
    expect(rateInput({ ...fresh, nothing: true, terms: "billed", source: "aws", usd: "9" })).toMatchObject({
      usdPerHour: null,
      terms: "on_demand",
      ...none,
    });
  });
});

describe("rateDraft", () => {
  test("starts from what holds: a purchase as a purchase, an hourly rate as that, a billed one without its figure", () => {
    const owned = rateDraft(about, { usdPerHour: "1.1416", terms: "owned", purchaseUsd: "30000", months: 36, bill: null }, today);
    expect([owned.usd, owned.bought, owned.purchase, owned.months]).toEqual(["", true, "30000", "36"]);
    const hourly = rateDraft(about, { ...none, usdPerHour: "1.2", terms: "owned" }, today);
    expect([hourly.usd, hourly.bought]).toEqual(["1.2", false]);
    const bill = { source: "aws", description: null, project: "ml" };
    const billed = rateDraft(about, { ...none, usdPerHour: "3.1", terms: "billed", bill }, today);
    expect([billed.usd, billed.source, billed.project]).toEqual(["", "aws", "ml"]);
  });
});

describe("spreadUsd", () => {
  test("$30,000 over 36 months of 730 hours is $1.1416 per hour", () => {
    expect(spreadUsd({ purchase: "$30,000", months: "36" })).toBe("1.1416");
  });
  test("no months, half a month or a word make no rate", () => {
    for (const months of ["0", "1.5", "", "three"]) expect(spreadUsd({ purchase: "30000", months })).toBeNull();
    expect(spreadUsd({ purchase: "much", months: "36" })).toBeNull();
  });
});
