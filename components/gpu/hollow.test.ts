import { describe, expect, test } from "vitest";
import { isHollow } from "./hollow";

describe("busy in name only", () => {
  test.each([
    ["91 % at 0.6 % tensor activity", "0.91", "0.006", true],
    ["91 % at 40 %", "0.91", "0.4", false],
    ["91 % at 9.1 %, a tenth of it", "0.91", "0.091", false],
    ["15.6 % at 0.6 %: not busy at all", "0.156205", "0.005822", false],
    ["91 % at an unknown tensor activity", "0.91", null, false],
    ["unknown at 0.6 %", null, "0.006", false],
  ])("%s", (_, utilization, tensor, hollow) => {
    expect(isHollow(utilization, tensor)).toBe(hollow);
  });
});
