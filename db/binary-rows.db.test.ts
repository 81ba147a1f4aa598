import { beforeAll, describe, expect, test } from "vitest";
import { BinaryRows } from "./binary-rows";
import { copyBinary } from "./copy";
import { openTestDatabase } from "./testing-hooks";

const { sql } = openTestDatabase({ max: 1 });
beforeAll(async () => {
  await sql`create table written (id uuid primary key, at timestamptz, day date, big bigint, hash bigint, decimal bigint, whole integer, small smallint, real real,
    yes boolean, amount numeric(24, 12), words text, json jsonb)`;
});

const COLUMNS = ["id", "at", "day", "big", "hash", "decimal", "whole", "small", "real", "yes", "amount", "words", "json"];
const ID = "00112233445566778899aabbccddeeff";

function oneRow(out: BinaryRows, id: string, amount: number | bigint | null, words: string | null): void {
  out.row();
  out.uuid(id);
  out.timestamp(1_790_000_000_123_456);
  out.date(20_779);
  out.int8(-5_000_000_000);
  out.int8Hex("7fffffffffffffff");
  out.int8Hex("8000000000000000");
  out.int4(-2_147_483_648);
  out.int2(32_767);
  out.float4(1.5);
  out.bool(true);
  out.numeric(amount);
  out.text(words);
  out.jsonb(words === null ? null : JSON.stringify({ words }));
}

const write = (out: BinaryRows, skip?: Uint8Array) => sql.begin((tx) => copyBinary(tx, "written", COLUMNS, out.chunks(skip)));

describe("rows of COPY's binary format", () => {
  test("every kind of value comes back as it went", async () => {
    await sql`truncate written`;
    const out = new BinaryRows(COLUMNS.length);
    oneRow(out, ID, 2_250_000_000, 'naïve "quotes"\t\\ and 🐘');
    await write(out);
    const [row] = await sql`
      select id, (extract(epoch from at) * 1000000)::text as at, day, big, hash, decimal, whole, small, real, yes, amount::text as amount, words, json from written`;
    expect(row).toEqual({
      id: "00112233-4455-6677-8899-aabbccddeeff",
      at: "1790000000123456.000000",
      day: "2026-11-22",
      big: "-5000000000",
      hash: "9223372036854775807",
      decimal: "-9223372036854775808",
      whole: -2_147_483_648,
      small: 32_767,
      real: 1.5,
      yes: true,
      amount: "0.002250000000",
      words: 'naïve "quotes"\t\\ and 🐘',
      json: { words: 'naïve "quotes"\t\\ and 🐘' },
    });
  });

  test.each([
    [0, "0.000000000000"],
    [1, "0.000000000001"],
    [-30_000_000, "-0.000030000000"],
    [10_000_000_000_000_000n, "10000.000000000000"],
    [Number.MAX_SAFE_INTEGER, "9007.199254740991"],
    [999_999_999_999_999_999_999_999n, "999999999999.999999999999"],
    [null, null],
  ])("%s pico-dollars are %s", async (pico, text) => {
    await sql`truncate written`;
    const out = new BinaryRows(COLUMNS.length);
    oneRow(out, ID, pico, null);
    await write(out);
    const [row] = await sql`select amount::text as amount from written`;
    expect(row?.amount).toBe(text);
  });

  test("10,000 rows outgrow the first buffer, are stamped with one number, and every second is left out", async () => {
    await sql`truncate written`;
    const out = new BinaryRows(COLUMNS.length);
    const skip = new Uint8Array(10_000);
    for (let n = 0; n < 10_000; n++) {
      oneRow(out, n.toString(16).padStart(32, "0"), n, `row ${n}`);
      skip[n] = n % 2;
    }
    // Behind the number of fields: uuid, timestamp, date, three bigints, and the length of the integer.
    out.setInt4(2 + 20 + 12 + 8 + 3 * 12 + 4, 77);
    await write(out, skip);
    const [row] =
      await sql`select count(*)::integer as rows, min(whole) as least, max(whole) as most, max(amount)::text as amount from written`;
    expect(row).toEqual({ rows: 5_000, least: 77, most: 77, amount: "0.000000009998" });
    out.free();
    expect(out.count).toBe(0);
  });

  test("what the database refuses at the end of a COPY is an error, not a wait for ever", async () => {
    await sql`truncate written`;
    const out = new BinaryRows(COLUMNS.length);
    oneRow(out, ID, 1, null);
    oneRow(out, ID, 2, null);
    await expect(write(out)).rejects.toThrow(/refused the data|duplicate key/);
    expect(await sql`select from written`).toHaveLength(0);
  });

  test("an identity that is not 32 hex digits is told before anything is sent", () => {
    const out = new BinaryRows(1);
    out.row();
    expect(() => out.uuid("00112233-4455")).toThrow("not 32 hex digits");
  });
});
