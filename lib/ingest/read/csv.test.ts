import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBadUnit, readUnits } from ".";

async function read(
  text: string | Buffer,
  sizes: readonly number[] = [1 << 20],
): Promise<{ line: number; value?: unknown; problem?: string; detail?: string }[]> {
  const bytes = Buffer.from(text);
  const input = (async function* () {
    for (let at = 0, i = 0; at < bytes.length; i += 1) {
      const size = sizes[i % sizes.length] ?? 1;
      yield bytes.subarray(at, at + size);
      at += size;
    }
  })();
  const units: { line: number; value?: unknown; problem?: string; detail?: string }[] = [];
  for await (const batch of readUnits(input, { elements: [], lossless: true, csv: true }))
    for (const unit of batch)
      units.push(
        isBadUnit(unit) ? { line: unit.line, problem: unit.problem, detail: unit.detail } : { line: unit.line, value: unit.value },
      );
  return units;
}
const values = async (text: string) => (await read(text)).map((unit) => unit.value);

describe("a CSV", () => {
  test("gives its rows by column name, with their lines", async () => {
    expect(await read("id,outcome\r\na,success\r\n\r\nb,failure")).toEqual([
      { line: 2, value: { id: "a", outcome: "success" } },
      { line: 4, value: { id: "b", outcome: "failure" } },
    ]);
  });
  test("has commas, semicolons, tabs or bars; a byte order mark and a spreadsheet's sep line are no data", async () => {
    for (const mark of [",", ";", "\t", "|"])
      expect(await values(`\uFEFFid${mark}outcome${mark}note\na${mark}success${mark}"x,y;z"\n`)).toEqual([
        { id: "a", outcome: "success", note: "x,y;z" },
      ]);
    expect(await values("sep=;\nid;outcome\na;1\n")).toEqual([{ id: "a", outcome: "1" }]);
  });
  test("has quoted fields with delimiters, doubled quotes and line ends of every kind", async () => {
    expect(await read('"id","outcome"\n"a ""b"", c","one\r\ntwo\n"\nz,5" pipe\n')).toEqual([
      { line: 2, value: { id: 'a "b", c', outcome: "one\r\ntwo\n" } },
      { line: 5, value: { id: "z", outcome: '5" pipe' } },
    ]);
    expect(await values("id,outcome\ra,1\rb,0\r")).toEqual([
      { id: "a", outcome: "1" },
      { id: "b", outcome: "0" },
    ]);
  });
  test("tells a row of another length by its line, and lets empty fields at the end pass", async () => {
    expect(await read("id,outcome\na\nb,1,,\nc,1,2\nd,0\n")).toMatchObject([
      { line: 2, problem: "invalid_csv", detail: "the row has 1 fields, the header 2" },
      { line: 3, value: { id: "b" } },
      { line: 4, problem: "invalid_csv" },
      { line: 5, value: { id: "d" } },
    ]);
  });
  test("that ends within a row is truncated, within a quote tells where it began, and loses no row after it", async () => {
    expect(await read("id,outcome\na,1\nb")).toMatchObject([{ line: 2 }, { line: 3, problem: "truncated" }]);
    expect(await read('id,outcome\n"a,1\nb,1\nc,0\n')).toMatchObject([
      { line: 2, problem: "invalid_csv" },
      { line: 3, value: { id: "b" } },
      { line: 4, value: { id: "c" } },
    ]);
  });
  test("with a quote that never ends goes on after its line, also 2 MB later", async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `r${i},1`).join("\n");
    const units = await read(`id,outcome\n"a,1\n${rows}\n`, [65_536]);
    expect(units.length).toBe(200_001);
    expect(units.at(-1)).toEqual({ line: 200_002, value: { id: "r199999", outcome: "1" } });
  });
  test("has bad bytes and rows of 600 KB refused, each alone", async () => {
    expect(await read(Buffer.concat([Buffer.from("id,outcome\na,"), Buffer.from([0xff]), Buffer.from("\nb,1\n")]))).toMatchObject([
      { line: 2, problem: "invalid_encoding" },
      { line: 3, value: { id: "b" } },
    ]);
    expect(await read(`id,outcome\n${"x".repeat(600_000)},1\nb,1\n`, [10_000])).toMatchObject([
      { line: 2, problem: "too_large" },
      { line: 3 },
    ]);
  });
  test("is the same in chunks of any size", async () => {
    const field = fc.oneof(fc.constantFrom("", "a", 'q"', "é,;", "x\ny", "\r\n"), fc.string());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field)),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        async (rows, sizes) => {
          const quoted = (text: string) => `"${text.toWellFormed().replaceAll('"', '""')}"`;
          const text = `id,outcome\n${rows.map(([a, b]) => `${quoted(a)},${quoted(b)}\r\n`).join("")}`;
          const expected = rows
            .map(([a, b]) => ({ id: a.toWellFormed(), outcome: b.toWellFormed() }))
            .filter(({ id, outcome }) => (id + outcome).trim() !== "");
          expect((await read(text, sizes)).map((unit) => unit.value)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
