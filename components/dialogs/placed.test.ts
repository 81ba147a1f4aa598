import { expect, test } from "vitest";
import { placed } from "./placed";

test("two sentences stand beside their two fields, an inner name beside the field around it", () => {
  expect(placed("months: Give at least one month. bill.source: Name a source.", ["months", "bill"])).toEqual({
    months: "Give at least one month.",
    bill: "Name a source.",
  });
});

test("a sentence without a field is the rest, also with a colon in it", () => {
  const text = "The exporter can't be reached: connection refused.";
  expect(placed(text, ["url"])).toEqual({ rest: text });
});
