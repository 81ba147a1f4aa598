import fc from "fast-check";
import { isLosslessNumber } from "lossless-json";
import { describe, expect, test } from "vitest";
import { type BadUnit, isBadUnit, type ReadOptions, readUnits, type Unit } from ".";

const PAGES = ["[]", "data[]", "[].data[]"];
const SPANS = ["resourceSpans[].resource", "resourceSpans[].scopeSpans[].spans[]"];

async function* chunksOf(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let index = 0; at < bytes.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(input: string | Uint8Array, options: Partial<ReadOptions> = {}, sizes = [1 << 20]): Promise<(Unit | BadUnit)[]> {
  const bytes = typeof input === "string" ? Buffer.from(input) : input;
  const units: (Unit | BadUnit)[] = [];
  for await (const batch of readUnits(chunksOf(bytes, sizes), { elements: [], lossless: false, ...options })) {
    expect(batch.length).toBeGreaterThan(0);
    units.push(...batch);
  }
  return units;
}

/** "line path value", or "line problem". */
async function brief(input: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<string[]> {
  const units = await read(input, options);
  return units.map((unit) =>
    isBadUnit(unit) ? `${unit.line} ${unit.problem}` : `${unit.line} ${unit.path} ${JSON.stringify(unit.value)}`,
  );
}

describe("lines", () => {
  test("each line is a unit with its line number; blank lines, CRLF and a byte order mark count for nothing", async () => {
    expect(await brief('\uFEFF\r\n{"a":1}\r\n\r\n  \t\r\n{"a":2}\r\n{"a":3}')).toEqual(['2  {"a":1}', '5  {"a":2}', '6  {"a":3}']);
  });
  test("an invalid line is one BadUnit and the next line is read", async () => {
    const units = await read('{"a":1}\nnot json, secret\n{"a":3}\n');
    expect(units[1]).toEqual({ line: 2, problem: "invalid_json", detail: expect.not.stringContaining("secret"), text: "not json, secret" });
    expect(units[2]).toMatchObject({ line: 3, value: { a: 3 } });
  });
  test("a pretty-printed value after a first whole line is invalid line by line", async () => {
    expect(await brief('{"a":1}\n{\n"b":2}\n')).toEqual(['1  {"a":1}', "2 invalid_json", "3 invalid_json"]);
  });
  test("a last line that is cut off is truncated, one that is plainly wrong is invalid", async () => {
    expect(await brief('{"a":1}\n{"a":"x')).toEqual(['1  {"a":1}', "2 truncated"]);
    expect(await brief('{"a":1}\noops')).toEqual(['1  {"a":1}', "2 invalid_json"]);
  });
  test("a spoiled first line spoils only itself", async () => {
    expect(await brief('{"a":"x\n{"a":2}\n{"a":3}\n')).toEqual(["1 invalid_json", '2  {"a":2}', '3  {"a":3}']);
    expect(await brief('{"a":1,\n{"a":2}\n{"a":3}\n')).toEqual(["1 invalid_json", '2  {"a":2}', '3  {"a":3}']);
    expect(await brief('ue":1}\n{"a":2}\n')).toEqual(["1 invalid_json", '2  {"a":2}']);
  });
  test("a line over the limit is too_large with its first 64 KB, and the next line is read", async () => {
    const units = await read(`{"a":1}\n{"a":"${"x".repeat(200_000)}"}\n{"a":3}\n`, { maxUnitBytes: 100_000 }, [3000]);
    expect(units.map((unit) => unit.line)).toEqual([1, 2, 3]);
    expect(units[1]).toMatchObject({ problem: "too_large", detail: "larger than 100,000 bytes" });
    expect(isBadUnit(units[1] as BadUnit) && (units[1] as BadUnit).text.length).toBe(65_536);
    expect(units[2]).toMatchObject({ value: { a: 3 } });
  });
  test("bytes that are not UTF-8 are invalid_encoding; a real U+FFFD and a U+0000 are values", async () => {
    const bad = Buffer.concat([Buffer.from('{"a":"\uFFFD\\u0000"}\n{"a":"'), Buffer.from([0xff, 0xc3]), Buffer.from('"}\n{"a":"é"}\n')]);
    expect(await brief(bad)).toEqual(['1  {"a":"\uFFFD\\u0000"}', "2 invalid_encoding", '3  {"a":"é"}']);
  });
  test("lines of PostgreSQL's COPY in text format, every backslash doubled, are the JSON they were", async () => {
    const rows = [
      { id: "a", metadata: '{"a":"\\n\\"b\\""}' },
      { id: "b", metadata: '{"c":1}' },
    ];
    const copied = rows.map((row) => JSON.stringify(row).replaceAll("\\", "\\\\")).join("\n");
    expect((await read(`${copied}\n`)).map((unit) => ("value" in unit ? unit.value : unit))).toEqual(rows);
    expect(await brief('{"a":"\\\\"b"}\n{"a": \\\\ }')).toEqual(['1  {"a":"\\"b"}', "2 invalid_json"]);
  });
  test("lossless keeps every digit", async () => {
    const [unit] = await read('{"cost":0.12345678901234567890}\n{}', { lossless: true });
    const cost = unit && !isBadUnit(unit) ? (unit.value as { cost: unknown }).cost : undefined;
    expect(isLosslessNumber(cost) && String(cost)).toBe("0.12345678901234567890");
  });
  test("an empty input and one of blanks have no units", async () => {
    expect(await brief("")).toEqual([]);
    expect(await brief(" \n\r\n")).toEqual([]);
  });
});

describe("documents", () => {
  test("a top-level array splits into its elements, pretty-printed or on one line", async () => {
    expect(await brief('[{"a":1},{"a":[2]}]\n', { elements: PAGES })).toEqual(['1 [] {"a":1}', '1 [] {"a":[2]}']);
    expect(await brief('\n[\r\n  {\n"a": "x]}\\""\n},\n  2, "s", null\n]', { elements: PAGES })).toEqual([
      '3 [] {"a":"x]}\\""}',
      "6 [] 2",
      '6 [] "s"',
      "6 [] null",
    ]);
  });
  test("a page splits into its data; a page of one line under 1 MB is one unit", async () => {
    expect(await brief('{\n"object":"page",\n"data":[{"a":1},\n{"a":2}],"has_more":false}', { elements: PAGES })).toEqual([
      '3 data[] {"a":1}',
      '4 data[] {"a":2}',
    ]);
    expect(await brief('{"data":[{"a":1}]}\n', { elements: PAGES })).toEqual(['1  {"data":[{"a":1}]}']);
    const many = Array.from({ length: 200_000 }, () => '{"a":1}').join(",");
    const units = await read(`{"data":[${many}]}\n`, { elements: PAGES });
    expect(units).toHaveLength(200_000);
    expect(units[0]).toEqual({ line: 1, path: "data[]", value: { a: 1 } });
  });
  test("in an array of pages the inner elements win; a page without data is given whole", async () => {
    const pages = '[{"object":"page","data":[{"a":1},{"a":2}]},\n{"b":1},\n{"data":[]},{"data":{"x":1}},{"data":[{"a":3}],"z":1}]';
    expect(await brief(pages, { elements: PAGES })).toEqual([
      '1 [].data[] {"a":1}',
      '1 [].data[] {"a":2}',
      '2 [] {"b":1}',
      '3 [] {"data":[]}',
      '3 [] {"data":{"x":1}}',
      '3 [].data[] {"a":3}',
    ]);
  });
  test("a document without a matching element is one unit", async () => {
    expect(await brief('{\n"other": [1],\n"data": {"data": [2]}\n}\n', { elements: PAGES })).toEqual([
      '1  {"other":[1],"data":{"data":[2]}}',
    ]);
    expect(await brief("[]", { elements: PAGES })).toEqual(["1  []"]);
    expect(await brief("[1,\n2]", { elements: [] })).toEqual(["1  [1,2]"]);
  });
  test("resource and spans of a trace export come in order, also where a name is written with escapes", async () => {
    const trace =
      '{"resourceSpans":[\n{"resource":{"r":1},"scopeSpans":[{"scope":{"spans":[0]},"spans":[{"s":1},{"s":2}]}]},\n{"resource":{"r":2},"scopeSpan\\u0073":[{"spans":[{"s":3}]}]}]}';
    expect(await brief(trace, { elements: SPANS })).toEqual([
      '2 resourceSpans[].resource {"r":1}',
      '2 resourceSpans[].scopeSpans[].spans[] {"s":1}',
      '2 resourceSpans[].scopeSpans[].spans[] {"s":2}',
      '3 resourceSpans[].resource {"r":2}',
      '3 resourceSpans[].scopeSpans[].spans[] {"s":3}',
    ]);
  });
  test("documents one after the other are each read", async () => {
    expect(await brief('{\n"data":[1]}\n{"data":[2]}{"x":1}\n\n[3]', { elements: PAGES })).toEqual([
      "2 data[] 1",
      "3 data[] 2",
      '3  {"x":1}',
      "5 [] 3",
    ]);
  });
  test("a malformed element is one BadUnit and the next is read", async () => {
    expect(await brief('[{"a":1},\n{"a":tru},\n{"a":3}]', { elements: PAGES })).toEqual(['1 [] {"a":1}', "2 invalid_json", '3 [] {"a":3}']);
    expect(await brief('[{"a":[1},\n{"a":2}]', { elements: PAGES })).toEqual(["1 invalid_json", '2 [] {"a":2}']);
    expect(await brief('[{"a":{"b":1},\n{"a":2},\n{"a":3}]', { elements: PAGES })).toEqual([
      "1 invalid_json",
      '2 [] {"a":2}',
      '3 [] {"a":3}',
    ]);
    expect(await brief('[{"a":"x},\n{"a":2},\n{"a":3}]', { elements: PAGES })).toEqual(["1 invalid_json", '2 [] {"a":2}', '3 [] {"a":3}']);
    expect(await brief("[1}\n,2]", { elements: PAGES })).toEqual(["1 [] 1", "1 invalid_json", "2 [] 2"]);
    expect(await brief('{"data":[\n{"a":1}},\n{"a":2}]}', { elements: PAGES })).toContain('2 data[] {"a":1}');
  });
  test("a fault of the frame is told once, without the elements around it being lost", async () => {
    expect(await brief('[{"a":1}\n{"a":2},\n]', { elements: PAGES })).toEqual([
      '1 [] {"a":1}',
      "2 invalid_json",
      '2 [] {"a":2}',
      "3 invalid_json",
    ]);
    expect(await brief('{"x" 1,\n"data":[1]}', { elements: PAGES })).toEqual(["1 invalid_json", "2 data[] 1"]);
    expect(await brief('{"x" 1,\n"data":{}}', { elements: PAGES })).toEqual(["1 invalid_json"]);
    expect(await brief("[1]}\ngarbage [\n[2]", { elements: PAGES })).toEqual(["1 [] 1", "1 invalid_json", "2 invalid_json", "3 [] 2"]);
  });
  test("an input that ends inside an element is truncated, inside a document too", async () => {
    expect(await brief('[{"a":1},\n{"a":', { elements: PAGES })).toEqual(['1 [] {"a":1}', "2 truncated"]);
    expect(await brief('[{"a":1},\n{"a":2}', { elements: PAGES })).toEqual(['1 [] {"a":1}', '2 [] {"a":2}', "2 truncated"]);
    expect(await brief("[1,\n2", { elements: PAGES })).toEqual(["1 [] 1", "2 truncated"]);
    expect(await brief('{\n"data":', { elements: PAGES })).toEqual(["1 truncated"]);
  });
  test("an element over the limit is too_large and the next is read; a long frame around small elements is fine", async () => {
    const long = "x".repeat(5000);
    expect(await brief(`[{"a":"${long}"},\n{"a":2}]`, { elements: PAGES, maxUnitBytes: 1000 })).toEqual(["1 too_large", '2 [] {"a":2}']);
    expect(await brief(`{"note":"${long}",\n"data":[1]}`, { elements: PAGES, maxUnitBytes: 1000 })).toEqual(["2 data[] 1"]);
    expect(await brief(`{"note":\n"${long}"}`, { elements: PAGES, maxUnitBytes: 1000 })).toEqual(["1 too_large"]);
  });
  test("bytes that are not UTF-8 spoil their element only", async () => {
    const bad = Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":2}]')]);
    expect(await brief(bad, { elements: PAGES })).toEqual(["1 invalid_encoding", '1 [] {"a":2}']);
  });
  test("100,000 levels of nesting neither crash nor stop the reading", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const units = await read(`[${deep},\n{"a":1}]`, { elements: PAGES, lossless: true });
    expect(units.map((unit) => unit.line)).toEqual([1, 2]);
    expect(units[0]).toMatchObject({ problem: "invalid_json", detail: "nested too deeply" });
  });
});

test("an input that fails gives the units read so far, then its error", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('{"a":1}\n{"a":2}\n{"a"');
    throw new Error("connection lost");
  }
  const seen: string[] = [];
  const reading = async () => {
    for await (const batch of readUnits(failing(), { elements: [], lossless: false }))
      for (const unit of batch) seen.push(isBadUnit(unit) ? unit.problem : "unit");
  };
  await expect(reading()).rejects.toThrow("connection lost");
  expect(seen).toEqual(["unit", "unit", "truncated"]);
});

describe("any chunking gives the same units", () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const element = fc.oneof(
    value,
    fc.dictionary(fc.constantFrom("data", "resource", "a", 'q"\\'), value),
    fc.record({ data: fc.array(value) }),
  );
  const spoil = (text: string, at: number, how: string) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + how + text.slice(cut + 1);
  };
  const input = fc.oneof(
    fc.array(element).map((lines) => lines.map((line) => JSON.stringify(line)).join("\r\n")),
    fc.array(element).map((items) => JSON.stringify(items, null, 1)),
    fc.array(element).map((items) => JSON.stringify({ note: "é\u0000", data: items }, null, 2)),
    fc.array(element, { minLength: 2 }).map((docs) => `\n${docs.map((doc) => JSON.stringify(doc, null, "\t")).join("\n")}`),
  );
  const damaged = fc
    .tuple(input, fc.nat(), fc.constantFrom("", "", "{", "}", "]", '"', ",", "\n", "é", "\\"))
    .map(([text, at, how]) => (how === "" ? text : spoil(text, at, how)));

  test("for valid and damaged inputs, at limits of 20 bytes and of 16 MB", async () => {
    await fc.assert(
      fc.asyncProperty(
        damaged,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.constantFrom(20, 1 << 24),
        async (text, sizes, maxUnitBytes) => {
          const options = { elements: PAGES, maxUnitBytes };
          const whole = await read(text, options);
          expect(await read(text, options, sizes)).toEqual(whole);
          expect(await read(text, options, [1])).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });
  test("a valid array gives back its elements, whatever they hold", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.integer({ min: 1, max: 50 }),
        async (items, indent, size) => {
          const units = await read(JSON.stringify(items, null, indent), { elements: ["[]"] }, [size]);
          expect(units.map((unit) => (isBadUnit(unit) ? unit : unit.value))).toEqual(JSON.parse(JSON.stringify(items)));
        },
      ),
    );
  });
});
