import { expect, test } from "vitest";
import { keptChange, keptFault, keptGb, keptOf } from "./keep";

const usual = { samples: 7, slots: 35, hours: 400 };
const typed = (samples: string, slots: string, hours: string) => ({ samples, slots, hours });

test("7, 35 and 400 days take 7.4 GB for 1,000 GPUs", () => {
  expect(keptGb(usual)).toBe("7.4");
});

test("0 days, half days and ten years and a day are no days", () => {
  expect(keptOf(typed("7", " 35 ", "400"))).toEqual(usual);
  for (const wrong of ["0", "1.5", "3651", "", "a week"])
    expect(keptFault(typed(wrong, "3650", "3650"))).toBe("Whole days, from 1 to 3,650.");
});

test("slots are kept at least as long as samples, hours at least as long as slots", () => {
  expect(keptFault(typed("7", "7", "7"))).toBeNull();
  expect(keptFault(typed("8", "7", "400"))).toContain("at least as long");
  expect(keptFault(typed("7", "500", "400"))).toContain("at least as long");
});

test("what shrinks is told first and says that it can't be taken back; what stays is not told", () => {
  const [first, second, ...others] = keptChange(usual, { samples: 14, slots: 30, hours: 400 });
  expect(first).toEqual({
    loses: true,
    text: "From the next night on, slots of 5 minutes older than 30 days are deleted, which can't be taken back. Their figures stay in hours, with the idle line that held then.",
  });
  expect(second?.text).toBe("From now on single samples are kept for 14 days. What is already gone doesn't come back.");
  expect(others).toEqual([]);
  expect(keptChange(usual, usual)).toEqual([]);
});
