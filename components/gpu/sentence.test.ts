import { describe, expect, test } from "vitest";
import { type GpuFigures, gpuSentence, type PoolFigures } from "./sentence";

const FLEET: GpuFigures = {
  gpus: "96",
  hours: "16128",
  idleHours: "6612.5",
  releasableHours: "4200",
  utilization: "0.41",
  tensor: "0.12",
  cost: "5240",
  idleCost: "2148.4",
  releasableCost: "1365",
};
const NIGHT: PoolFigures = { pool: "night", utilization: "0.08", tensor: "0.03", idleCost: "1900", idleHours: "5800" };
const RENDER: PoolFigures = { pool: "render", utilization: "0.91", tensor: "0.006", idleCost: "0", idleHours: "0" };
const say = (part: Partial<GpuFigures> = {}, pools: readonly PoolFigures[] = []) => gpuSentence({ ...FLEET, ...part }, pools);

describe("whether GPUs earned their keep, in words", () => {
  test("$2,148.40 of $5,240 idle, $1,900 of it in one of two pools", () => {
    expect(say({}, [NIGHT, RENDER])?.text).toBe(
      "96 GPUs cost $5,240, of which $2,148 (41 %) paid for idle time, most of it in the pool night.",
    );
  });
  test("4,200 hours could have been given back", () => {
    expect(say()?.caveat).toBe("4,200 GPU hours, worth $1,365, lie in whole idle hours and could have been given back.");
  });
  test("91 % busy at 0.6 % tensor activity does not look busy", () => {
    expect(say({ releasableHours: "0" }, [NIGHT, RENDER])?.caveat).toBe(
      "The pool render looks 91 % busy, but its tensor cores work 0.6 % of the time: hardly any of that is a model's arithmetic.",
    );
    expect(say({ utilization: "0.91", tensor: "0.006", releasableHours: "0" })?.caveat).toMatch(
      /^They look 91 % busy, but their tensor cores work 0\.6 %/,
    );
  });
  test("without a rate it speaks of hours, never of $0", () => {
    expect(say({ cost: null, idleCost: null, releasableCost: null })).toMatchObject({
      text: "96 GPUs were 41 % busy: 6,613 of 16,128 GPU hours were idle.",
      caveat: "4,200 GPU hours lie in whole idle hours and could have been given back.",
      unrated: true,
    });
  });
  test("nothing idle is said, unknown activity too, and no GPU says nothing", () => {
    expect(say({ idleCost: "0", releasableHours: "0" })).toMatchObject({
      text: "96 GPUs cost $5,240, and none of it was idle.",
      caveat: null,
    });
    expect(say({ gpus: "1", cost: null, utilization: null, hours: null, idleHours: null })?.text).toBe(
      "One GPU ran, at an unknown activity.",
    );
    expect(say({ gpus: null })).toBeNull();
  });
});
