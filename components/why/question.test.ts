import { expect, test } from "vitest";
import { scopeOf } from "../filters/scope";
import { narrowedTo, whyQuestion } from "./question";

const NOW = Date.parse("2026-11-22T10:00:00Z");
const scope = (vs: "previous" | "none") =>
  scopeOf({ range: "last_month", from: null, to: null, vs, where: ["team=a"] }, "Europe/Berlin", NOW);

test("last month is explained against the month before", () => {
  expect(whyQuestion(scope("previous"))).toEqual({
    from: "2026-10-01",
    to: "2026-11-01",
    where: ["team=a"],
    beforeFrom: "2026-09-01",
    beforeTo: "2026-10-01",
    detail: "full",
  });
});
test("without a comparison the server takes the span before", () => {
  expect(whyQuestion(scope("none"), "sentence")).not.toHaveProperty("beforeFrom");
});
test("narrowing to a value drops the other values of its dimension", () => {
  expect(narrowedTo(["team=a", "feature=x", "team=b"], { dimension: "team", value: null })).toEqual(["feature=x", "team="]);
});
