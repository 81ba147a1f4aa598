import { describe, expect, test } from "vitest";
import { draftOf, inputOf, mixTotal, placeError } from "./draft";

const today = "2026-11-22";

describe("inputOf", () => {
  test("a baseline keeps its provider; typed anew it is whoever serves it", () => {
    const draft = draftOf({ field: "baseline", subject: "chat", value: { provider: "openai", model: "gpt-4o" } }, today);
    expect(inputOf(draft)).toEqual({
      field: "baseline",
      subject: "chat",
      value: { provider: "openai", model: "gpt-4o" },
      from: today,
      note: null,
    });
    expect(inputOf({ ...draft, provider: null, model: " gpt-5 ", always: true }).value).toEqual({ provider: null, model: "gpt-5" });
    expect(inputOf({ ...draft, always: true }).from).toBeNull();
  });

  test('"$250,000" is 250000; "6 000" tokens are a number; "2 %" is 0.02', () => {
    const typed = (field: "failure_cost" | "context_tokens" | "baseline_failure_rate", number: string) =>
      inputOf({ ...draftOf({ field, subject: "*", value: null }, today), number }).value;
    expect(typed("failure_cost", "$250,000")).toBe("250000");
    expect(typed("context_tokens", "6 000")).toBe(6000);
    expect(typed("baseline_failure_rate", "2 %")).toBe("0.02");
  });

  test("what is no number goes on as it is, and the answer says so", () => {
    const draft = draftOf({ field: "context_tokens", subject: "*", value: null }, today);
    expect(inputOf({ ...draft, number: "many" }).value).toBe("many");
    expect(inputOf({ ...draftOf({ field: "baseline_failure_rate", subject: "*", value: null }, today), number: "-2" }).value).toBe("-2");
  });

  test("70/20/10 are 0.7, 0.2 and 0.1; an empty class is 0", () => {
    const draft = draftOf({ field: "target_mix", subject: "*", value: { frontier: "0.7", mid: "0.2", small: "0.1" } }, today);
    expect(draft.mix).toEqual({ frontier: "70", mid: "20", small: "10" });
    expect(inputOf(draft).value).toEqual({ frontier: "0.7", mid: "0.2", small: "0.1" });
    expect(inputOf({ ...draft, mix: { frontier: "100", mid: "", small: "" } }).value).toEqual({ frontier: "1", mid: "0", small: "0" });
  });

  test("nothing from then on is null, whatever the fields say", () => {
    const draft = draftOf({ field: "failure_cost", subject: "chat", value: "12.5" }, today);
    expect(inputOf({ ...draft, nothing: true }).value).toBeNull();
  });
});

describe("mixTotal", () => {
  test("70 + 20 + 9.5 are 99.5; a word makes it unknown", () => {
    expect(mixTotal({ frontier: "70", mid: "20", small: "9.5" })).toBe("99.5");
    expect(mixTotal({ frontier: "most", mid: "20", small: "10" })).toBeNull();
  });
});

describe("placeError", () => {
  test("named sentences stand beside their fields", () => {
    expect(placeError("from: A day is written like 2026-11-22. note: A note has at most 1,000 characters.")).toEqual({
      from: "A day is written like 2026-11-22.",
      note: "A note has at most 1,000 characters.",
    });
    expect(placeError("subject: Name the feature, or * for all of them.")).toEqual({ subject: "Name the feature, or * for all of them." });
  });

  test("a sentence without a name is about the value, unless it is about a day or about all features", () => {
    const price = 'No price is known for the model "gpt-9", so nothing can be compared with it.';
    expect(placeError(price)).toEqual({ value: price });
    const late = "2028-01-01 is more than a year away. Set it from an earlier day, or come back nearer the time.";
    expect(placeError(late)).toEqual({ from: late });
    const all = "* stands for all features. Name one model instead.";
    expect(placeError(all)).toEqual({ subject: all });
  });
});
