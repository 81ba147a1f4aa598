import { expect, test } from "vitest";
import { movedLines, rulePreviewText } from "./rule-preview-text";

const preview = {
  cards: 16,
  usd: "8210.5",
  hours: "11520",
  moved: [
    { from: null, to: "research", cards: 8, usd: null, hours: "5760" },
    { from: "platform", to: "research", cards: 8, usd: "8210.5", hours: "5760" },
  ],
  usdBefore: "8210.5",
  usdAfter: "8210.50",
};

test("16 cards move with their hours and cost; one card moves alone", () => {
  expect(rulePreviewText(preview)).toBe("16 GPUs, 11,520 GPU hours and $8,210.50 of GPU cost of the last 30 days move.");
  expect(rulePreviewText({ ...preview, cards: 1, hours: "0.9", usd: null })).toBe(
    "1 GPU, 1 GPU hour and an unknown GPU cost of the last 30 days moves.",
  );
});

test("nothing moves: it says what the rule is for then", () => {
  expect(rulePreviewText({ ...preview, cards: 0, moved: [] })).toContain("No GPU of the last 30 days moves.");
});

test("a pool with another rate changes the cost; a pool's first rate makes it known", () => {
  expect(rulePreviewText({ ...preview, usdAfter: "4105.25" })).toContain("At another rate, their cost $8,210.50 becomes $4,105.25.");
  expect(rulePreviewText({ ...preview, usdBefore: null, usdAfter: "4105.25" })).toContain("their cost becomes known: $4,105.25.");
  expect(rulePreviewText({ ...preview, usdAfter: null })).toContain("their cost $8,210.50 becomes unknown.");
});

test("lines tell from what to what; cards without a rate say so", () => {
  expect(movedLines(preview, "team")).toEqual([
    { from: "no team", to: "research", cards: "8 GPUs", usd: "no rate" },
    { from: "platform", to: "research", cards: "8 GPUs", usd: "$8,210.50" },
  ]);
});
