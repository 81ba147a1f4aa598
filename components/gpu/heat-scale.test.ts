import { describe, expect, test } from "vitest";
import { heatLevels, levelIn } from "./heat-scale";

describe("colours of activity", () => {
  const levels = heatLevels("0.05");
  const levelOf = levelIn(levels);
  test("0 ‰ and 49 ‰ are idle, 50 ‰ is not, and no data is neither", () => {
    expect([0, 49, 50, null].map(levelOf)).toEqual(["idle", "idle", "l1", "none"]);
  });
  test("199 and 200, 799 and 800, and a full 1,000 ‰ find their steps", () => {
    expect([199, 200, 799, 800, 1000].map(levelOf)).toEqual(["l1", "l2", "l4", "l5", "l5"]);
  });
  test("each step says its span", () => {
    expect(levels.map(({ label }) => label)).toEqual([
      "idle, under 5 %",
      "5 to 20 %",
      "20 to 40 %",
      "40 to 60 %",
      "60 to 80 %",
      "80 to 100 %",
    ]);
  });
  test("an idle line of 25 % swallows the first step", () => {
    const wide = heatLevels("0.25");
    expect(wide.map(({ label }) => label)).toEqual(["idle, under 25 %", "25 to 40 %", "40 to 60 %", "60 to 80 %", "80 to 100 %"]);
    expect([249, 250].map(levelIn(wide))).toEqual(["idle", "l2"]);
  });
  test("colours come from the theme, never from fixed values", () => {
    for (const { color } of levels) expect(color).toMatch(/^color-mix\(in oklab, var\(--[\w-]+\) \d+%, var\(--card\)\)$/);
  });
});
