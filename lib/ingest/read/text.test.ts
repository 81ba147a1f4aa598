import { expect, test } from "vitest";
import { readUnits } from "./read-units";
import { type BadUnit, isBadUnit, type Unit } from "./unit";

async function unitsOf(bytes: Buffer, step: number, maxUnitBytes?: number): Promise<(Unit | BadUnit)[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  }
  const units: (Unit | BadUnit)[] = [];
  for await (const batch of readUnits(chunks(), { elements: [], lossless: false, text: true, ...(maxUnitBytes ? { maxUnitBytes } : {}) }))
    units.push(...batch);
  return units;
}
const short = (units: (Unit | BadUnit)[]) => units.map((unit) => [unit.line, isBadUnit(unit) ? unit.problem : unit.value]);

const TEXT = Buffer.from('\uFEFF# HELP é\r\nup 1\n\n  \nm{a="ü"} 2\nlast 3');

test.each([1, 2, 3, 7, 1000])("lines in chunks of %i bytes are the same lines", async (step) => {
  expect(short(await unitsOf(TEXT, step))).toEqual([
    [1, "# HELP é"],
    [2, "up 1"],
    [5, 'm{a="ü"} 2'],
    [6, "last 3"],
  ]);
});

test("bytes that are no UTF-8, and a line that is too long, spoil their line alone", async () => {
  const bytes = Buffer.concat([Buffer.from("up 1\nx"), Buffer.from([0xff]), Buffer.from(`\n${"y".repeat(50)}\nup 2\n`)]);
  for (const step of [1, 9, 1000])
    expect(short(await unitsOf(bytes, step, 40))).toEqual([
      [1, "up 1"],
      [2, "invalid_encoding"],
      [3, "too_large"],
      [4, "up 2"],
    ]);
});
