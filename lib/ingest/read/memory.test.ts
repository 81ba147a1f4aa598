import { expect, test } from "vitest";
import { isBadUnit, readUnits } from ".";

const MB = 1024 * 1024;

/** `text` again and again, up to about `megabytes`, between `before` and `after`. */
async function* stream(before: string, text: string, after: string, megabytes: number): AsyncGenerator<Uint8Array> {
  const block = Buffer.from(text.repeat(Math.max(1, Math.floor((64 * 1024) / text.length))));
  yield Buffer.from(before);
  for (let sent = 0; sent < megabytes * MB; sent += block.length) yield Buffer.from(block);
  yield Buffer.from(after);
}

async function growthMb(input: AsyncIterable<Uint8Array>): Promise<{ units: number; bad: string[]; grown: number }> {
  const before = process.memoryUsage().rss;
  let units = 0;
  let highest = before;
  const bad: string[] = [];
  for await (const batch of readUnits(input, { elements: ["[]", "data[]", "[].data[]"], lossless: false })) {
    for (const unit of batch) {
      if (isBadUnit(unit)) bad.push(unit.problem);
      else units++;
    }
    highest = Math.max(highest, process.memoryUsage().rss);
  }
  return { units, bad, grown: (Math.max(highest, process.memoryUsage().rss) - before) / MB };
}

const record = `{"id":"x","text":"${"prompt ".repeat(250)}","usage":{"input":[1,2,3]}}`;

test.each([
  ["200 MB of lines", "", `${record}\n`, ""],
  ["200 MB of one page on one line", '{"object":"page","data":[', `${record},`, `${record}]}`],
  ["200 MB of pages in an array", '[{"data":[', `${record},`, `${record}]}]`],
])(
  "%s are read in less than 120 MB",
  async (_name, before, text, after) => {
    const { units, bad, grown } = await growthMb(stream(before, text, after, 200));
    expect(units).toBeGreaterThan(100_000);
    expect(bad).toEqual([]);
    expect(grown).toBeLessThan(120);
  },
  60_000,
);

test.each([
  ["a string", '[{"a":"', "xxxxxxxx", '"},{"b":1}]', 1, "too_large"],
  ["brackets", '[{"a":', "[", "", 0, "truncated"],
  ["a line", '{"a":1}\n{"a":"', "xxxxxxxx", '"}\n{"b":1}', 2, "too_large"],
])(
  "100 MB of %s in one unit are skipped in less than 120 MB",
  async (_name, before, text, after, readable, problem) => {
    const { units, bad, grown } = await growthMb(stream(before, text, after, 100));
    expect({ units, bad }).toEqual({ units: readable, bad: [problem] });
    expect(grown).toBeLessThan(120);
  },
  60_000,
);
