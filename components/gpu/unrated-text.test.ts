import { expect, test } from "vitest";
import { unratedText } from "./unrated-text";

test.each([
  [1, 1, "No rate is set: what this GPU costs is unknown."],
  [3, 3, "No rate is set: what these GPUs cost is unknown."],
  [1, 10, "One GPU has no rate: what it costs is not in these figures."],
  [2, 10, "2 of 10 GPUs have no rate: what they cost is not in these figures."],
])("%i of %i without a rate", (unrated, cards, text) => {
  expect(unratedText(unrated, cards)).toBe(text);
});
