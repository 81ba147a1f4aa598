import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ID_PREFIXES, packId, unpackId } from "./packed-id";
import { openTestDatabase } from "./testing-hooks";

const { sql } = openTestDatabase({ max: 1 });

const UUID = "c461310c-492e-4b0b-80dd-17410af05593";
const TRACE = "0af7651916cd43dd8448eb211c80319c";

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
/** Ids of every form, and texts that are nearly one. */
const ids = fc
  .tuple(
    fc.constantFrom(...ID_PREFIXES, "CALL:", "call", "trace-"),
    fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.uuid().map((id) => id.slice(1)),
      fc.uuid().map((id) => id.replaceAll("-", "_")),
      fc.integer({ min: 1, max: 40 }).chain(hex),
      fc.tuple(hex(32), hex(16)).map((parts) => parts.join(":")),
      fc.tuple(hex(31), hex(17)).map((parts) => parts.join(":")),
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    ),
    fc.constantFrom("", "", "", "\n", "a"),
  )
  .map((parts) => parts.join("").replaceAll("\0", "").toWellFormed())
  .filter((id) => id !== "");

describe("ids are packed", () => {
  test("a UUID into 17 bytes, its known prefix included; hex into half of it; a trace with its span into 25; other texts into a byte more", () => {
    const sizes = [UUID, `chatcmpl-${UUID}`, `call:${UUID}`, TRACE, `${TRACE}:b7ad6b7169203331`, UUID.toUpperCase(), "trace-1", "é"];
    expect(sizes.map((id) => packId(id).length)).toEqual([17, 17, 17, 17, 25, 37, 8, 3]);
  });

  test("4,000 ids of all forms, packed here and by the database, are the same bytes, come back as they were, and differ from each other", async () => {
    const all = [...new Set([...fc.sample(ids, 4_000), UUID, `${TRACE}:b7ad6b7169203331`, "call:", "chatcmpl-", "\\x00", "a\\b"])];
    const rows = await sql<{ packed: string; one: boolean; text: string }[]>`
      select encode(p.packed, 'hex') as packed, p.packed = pack_id(t.id) as one, id_text(p.packed) as text
      from unnest(${all}::text[]) with ordinality as t (id, n), unnest(pack_ids(${all})) with ordinality as p (packed, m)
      where t.n = p.m order by t.n`;
    expect(rows.map(({ packed }) => packed)).toEqual(all.map((id) => packId(id).toString("hex")));
    expect(rows.map(({ text }) => text)).toEqual(all);
    expect(all.map((id) => unpackId(packId(id)))).toEqual(all);
    expect(rows.every(({ one }) => one)).toBe(true);
    expect(new Set(rows.map(({ packed }) => packed)).size).toBe(all.length);
  });

  test("no id packs to none", async () => {
    expect(await sql`select pack_id(null) is null as packed, id_text(null) is null as text, pack_ids('{}') as ids`).toEqual([
      { packed: true, text: true, ids: [] },
    ]);
  });
});
