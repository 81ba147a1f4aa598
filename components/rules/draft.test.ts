import { describe, expect, test } from "vitest";
import type { NewRule } from "../../lib/rules/rule";
import { blankDraft, changed, draftOf, isWithoutLine, lineAt, type RuleDraft, readDraft, readNumber, withoutLine } from "./draft";

import { newRuleHref } from "./new-rule-href";

const cost = { id: "cost", label: "Cost", unit: "usd", sum: true };
const errors = { id: "error_rate", label: "Error rate", unit: "ratio", sum: false };
const draft = (part: Partial<RuleDraft>): RuleDraft => ({ ...blankDraft(), ...part });

test("a rule of what should grow begins below its line, any other above it", () => {
  expect(blankDraft({ metric: "routing_savings_net", moreIsBetter: true })).toMatchObject({ kind: "below", direction: "down" });
  expect(blankDraft({ metric: "cost" })).toMatchObject({ kind: "above", direction: "up" });
});

describe("numbers as people type them", () => {
  test("dollars lose their sign and commas, percent become ratios, words are no number", () => {
    expect(readNumber(" $4,000.50 ", "usd")).toBe("4000.50");
    expect(readNumber("5 %", "ratio")).toBe("0.05");
    expect(readNumber("−3", "ratio")).toBe("-0.03");
    expect(readNumber("four", "usd")).toBeNull();
    expect(readNumber("", "usd")).toBeNull();
  });
});

describe("what the fields say", () => {
  test("5 % of the error rate over 10 minutes, from 50 requests on, named by itself", () => {
    const { rule } = readDraft(
      draft({
        metric: "error_rate",
        line: "5",
        windowMinutes: 10,
        minimum: "50",
        hysteresis: 10,
        scope: [{ dimension: "feature", values: ["chat"] }],
      }),
      errors,
    );
    expect(rule).toMatchObject({
      name: "Error rate of feature chat above 5 %",
      condition: { kind: "above", value: "0.05" },
      minimum: { metric: "requests", value: "50" },
      hysteresis: "0.1",
    });
  });
  test("a change of 50 % is 0.5; a name that was typed stays", () => {
    const { rule } = readDraft(draft({ kind: "change", by: "50", name: " Cost doubles " }), cost);
    expect(rule).toMatchObject({ name: "Cost doubles", condition: { kind: "change", against: "previous", direction: "up", by: "0.5" } });
  });
  const missing: [string, Partial<RuleDraft>][] = [
    ["Give the line that the value must not cross.", {}],
    ["Give the change that tells, such as 50 %.", { kind: "change", by: "0" }],
    ["Tick at least one value of each part that it is narrowed to.", { line: "4", scope: [{ dimension: "team", values: [] }] }],
    ["The minimum is a number, such as 100.", { line: "4", minimum: "some" }],
  ];
  for (const [sentence, part] of missing) test(sentence, () => expect(readDraft(draft(part), cost).problem).toBe(sentence));

  test("names of a band and of no data", () => {
    expect(readDraft(draft({ kind: "anomaly", each: "feature" }), cost).rule?.name).toBe("Cost of each feature above its usual band");
    expect(readDraft(draft({ kind: "no_data", each: "source", windowMinutes: 360 }), cost).rule?.name).toBe(
      "No record of each source in 6 hours",
    );
  });
});

describe("a line set on the chart", () => {
  test("0.125 of a ratio stands in its field as 12.5 percent, a millionth of a dollar without an exponent", () => {
    expect(lineAt(0.125, "ratio")).toBe("12.5");
    expect(lineAt(0.0000005, "usd")).toBe("0.0000005");
    expect(lineAt(-120, "usd")).toBe("-120");
  });
  test("fields that lack only their line can be drawn without it; those that lack more, or have one, can't", () => {
    const drawn = withoutLine(draft({ metric: "cost", kind: "below" }), cost);
    expect(drawn && isWithoutLine(drawn.condition)).toBe(true);
    expect(drawn?.condition.kind).toBe("below");
    expect(withoutLine(draft({ line: "4" }), cost)).toBeNull();
    expect(withoutLine(draft({ kind: "anomaly" }), cost)).toBeNull();
    expect(withoutLine(draft({ scope: [{ dimension: "team", values: [] }] }), cost)).toBeNull();
    expect(isWithoutLine({ kind: "above", value: "400" })).toBe(false);
  });
});

test("a rule goes into the fields and comes out as it was", () => {
  const rule: NewRule = {
    name: "Errors",
    metric: "error_rate",
    scope: [{ dimension: "model", values: ["gpt-4o"] }],
    each: "feature",
    condition: { kind: "above", value: "0.025" },
    windowMinutes: 15,
    forMinutes: 5,
    minimum: { metric: "attempts", value: "20" },
    hysteresis: "0.2",
    cooldownMinutes: 60,
    severity: "critical",
    recipients: { roles: ["manager"], users: [], channels: [] },
    template: "error_cost",
  };
  expect(draftOf(rule, "ratio").line).toBe("2.5");
  expect(readDraft(draftOf(rule, "ratio"), errors).rule).toEqual(rule);
});

describe("a field that makes others meaningless", () => {
  test("another metric empties the line: $4 is not 4 %", () =>
    expect(changed(draft({ line: "4" }), { metric: "error_rate" }).line).toBe(""));
  test("each session: cost or requests above a line, within the hour", () => {
    expect(changed(draft({ metric: "error_rate", kind: "anomaly" }), { each: "session" })).toMatchObject({
      metric: "cost",
      kind: "above",
      windowMinutes: 60,
    });
  });
  test("a minimum of 100 requests goes where GPUs are watched, and stays with calls", () => {
    expect(changed(draft({ minimum: "100" }), { metric: "gpu_idle_cost" }).minimum).toBe("");
    expect(changed(draft({ minimum: "100" }), { metric: "error_rate" }).minimum).toBe("100");
  });
  test("5 minutes become an hour where the window is a day", () =>
    expect(changed(draft({ forMinutes: 5, windowMinutes: 10 }), { windowMinutes: 1440 }).forMinutes).toBe(60));
  test("what machines do is held by the hour or the day, without a minimum; their silence by pool or host", () => {
    expect(changed(draft({ windowMinutes: 180, minimum: "50" }), { metric: "gpu_idle_cost" })).toMatchObject({
      windowMinutes: 60,
      minimum: "",
    });
    expect(changed(draft({ metric: "gpu_utilization", windowMinutes: 60 }), { kind: "anomaly" }).windowMinutes).toBe(1440);
    const silent = changed(draft({ metric: "gpu_idle_cost", each: "host", windowMinutes: 4320 }), { kind: "no_data" });
    expect(silent).toMatchObject({ metric: "gpus", each: "host", windowMinutes: 1440 });
    expect(changed(silent, { metric: "served_requests" }).each).toBeNull();
  });
  test("no data is of each source or of the whole", () => {
    expect(changed(draft({ each: "model" }), { kind: "no_data" }).each).toBeNull();
    expect(changed(draft({ each: "source" }), { kind: "no_data" }).each).toBe("source");
  });
});

test("a chart's address: its metric and filters", () => {
  expect(newRuleHref({ metric: "cost", where: ["feature=support chat", "team="] })).toBe(
    "/alerts/rules/new?metric=cost&where=feature%3Dsupport+chat&where=team%3D",
  );
});
