import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decompress, expandPaths, peek, readUnits } from ".";

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function collect(input: AsyncIterable<Uint8Array>): Promise<{ text: string; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of input) chunks.push(chunk);
  } catch (error) {
    return { text: Buffer.concat(chunks).toString(), error };
  }
  return { text: Buffer.concat(chunks).toString() };
}

const text = Array.from({ length: 20_000 }, (_, index) => `{"id":${index},"r":${Math.sin(index)}}\n`).join("");

describe("decompress", () => {
  test("passes plain bytes as they are, also a single byte and none", async () => {
    for (const plain of [text, "x", ""]) expect(await collect(decompress(chunksOf(Buffer.from(plain), 1000)))).toEqual({ text: plain });
  });
  test("unpacks gzip of several members in chunks of 1 byte and of 1 MB", async () => {
    const packed = Buffer.concat([gzipSync(text.slice(0, 3000)), gzipSync(text.slice(3000, 9000))]);
    for (const size of [1, 1 << 20]) expect(await collect(decompress(chunksOf(packed, size)))).toEqual({ text: text.slice(0, 9000) });
    expect((await collect(decompress(chunksOf(gzipSync(text), 70_000)))).text).toBe(text);
  });
  test("a cut-off file gives what it holds, then an `invalid` error that says so", async () => {
    const packed = gzipSync(text);
    const { text: got, error } = await collect(decompress(chunksOf(packed.subarray(0, packed.length - 9), 5000)));
    expect(error).toMatchObject({ code: "invalid", message: expect.stringContaining("cut off") });
    expect(text.startsWith(got) && got.length > text.length * 0.99).toBe(true);
  });
  test("a damaged file gives what came before, then an `invalid` error that says so", async () => {
    const packed = gzipSync(text);
    packed.fill(0xff, packed.length - 40_000, packed.length - 39_000);
    const { text: got, error } = await collect(decompress(chunksOf(packed, 5000)));
    expect(error).toMatchObject({ code: "invalid", message: expect.stringContaining("damaged") });
    expect(got.length).toBeGreaterThan(1000);
    expect(text.startsWith(got.slice(0, 1000))).toBe(true);
  });
  test("a reader that stops early stops the input", async () => {
    let stopped = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield gzipSync(text.slice(0, 4000));
      } finally {
        stopped = true;
      }
    }
    for await (const batch of readUnits(decompress(endless()), { elements: [], lossless: false })) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    expect(stopped).toBe(true);
  });
});

describe("peek", () => {
  test("shows the first 10 bytes and gives back the whole input", async () => {
    for (const size of [1, 7, 10, 100]) {
      const peeked = await peek(chunksOf(Buffer.from("0123456789abcdef"), size), 10);
      expect(Buffer.from(peeked.head).toString()).toBe("0123456789");
      expect(peeked.whole).toBe(false);
      expect(await collect(peeked.input)).toEqual({ text: "0123456789abcdef" });
    }
  });
  test("says when that is all, also at exactly 10 bytes", async () => {
    expect((await peek(chunksOf(Buffer.from("0123456789"), 3), 10)).whole).toBe(true);
    expect((await peek(chunksOf(Buffer.from("0123456789a"), 3), 10)).whole).toBe(false);
  });
  test("an early failure comes after the bytes before it", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("abc");
      throw new Error("lost");
    }
    const peeked = await peek(failing(), 10);
    expect(peeked).toMatchObject({ whole: false });
    expect(await collect(peeked.input)).toMatchObject({ text: "abc", error: { message: "lost" } });
  });
});

describe("expandPaths", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "permille-paths-"));
    await mkdir(join(folder, "b"));
    await mkdir(join(folder, ".hidden"));
    for (const name of ["c.jsonl", "a.JSON.gz", "b/2.log", "b/10.ndjson", "b/readme.md", "x.tar.gz", ".hidden/h.json", ".d.json", "t.txt"])
      await writeFile(join(folder, name), "{}");
    await symlink(folder, join(folder, "b", "loop.json"));
    await symlink(join(folder, "c.jsonl"), join(folder, "b", "linked.json"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function names(path: string): Promise<string[]> {
    const found: string[] = [];
    for await (const { file } of expandPaths(path)) found.push(relative(folder, file));
    return found;
  }
  test("a folder gives its data files and those of its folders, by name", async () => {
    expect(await names(folder)).toEqual(["a.JSON.gz", "b/10.ndjson", "b/2.log", "b/linked.json", "c.jsonl", "t.txt"]);
  });
  test("a file is given whatever its name", async () => {
    expect(await names(join(folder, "b/readme.md"))).toEqual(["b/readme.md"]);
  });
  test("nothing there is `not_found`", async () => {
    await expect(names(join(folder, "nope"))).rejects.toMatchObject({ code: "not_found" });
  });
});
