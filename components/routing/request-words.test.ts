import { expect, test } from "vitest";
import { baselineText } from "./request-words";

const baseline = { provider: null, model: "gpt-4o", from: "requested", since: null, contextTokens: null } as const;

test("which model a request is compared with, and who says so", () => {
  expect(baselineText({ baseline, reason: null }, "chat")).toBe("Compared with gpt-4o: the model that was asked for.");
  expect(baselineText({ baseline: { ...baseline, provider: "openai", from: "feature", since: "2026-10-01" }, reason: null }, "chat")).toBe(
    "Compared with gpt-4o (openai): the baseline of chat, from Oct 1, 2026 on.",
  );
  expect(baselineText({ baseline: { ...baseline, from: "all_features", contextTokens: 6000 }, reason: null }, "chat")).toBe(
    "Compared with gpt-4o: the baseline of all features. Declared context: 6,000 input tokens.",
  );
  expect(baselineText({ baseline: { ...baseline, from: "alias" }, reason: null }, null)).toBe(
    "Compared with gpt-4o: what the requested name stands for.",
  );
});

test("a name without a price is no baseline; without any name nothing is known", () => {
  const reason = { code: "no_baseline", text: "…" } as const;
  expect(baselineText({ baseline: { ...baseline, model: "fast" }, reason }, "chat")).toBe(
    "It asked for fast, and no price is known under that name.",
  );
  expect(baselineText({ baseline: null, reason }, "chat")).toBe("It is not known which model it would have gone to.");
});
