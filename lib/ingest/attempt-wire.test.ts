import fc from "fast-check";
import { expect, test } from "vitest";
import { BinaryRows } from "../../db/binary-rows";
import type { Pico } from "../pricing";
import type { AttemptRow } from "./attempt-row";
import { ATTEMPT_COLUMNS, readAttempt, writeAttempt } from "./attempt-wire";

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const int4 = fc.integer({ min: 0, max: 2_147_483_647 });
const int2 = fc.integer({ min: 0, max: 32_767 });
const money: fc.Arbitrary<Pico> = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: 9_007_199_254_740_992n, max: 999_999_999_999_999_999_999_999n }),
  fc.bigInt({ min: -999_999_999_999_999_999_999_999n, max: -9_007_199_254_740_992n }),
);
const real = fc.double({ min: 0, max: 1e9, noNaN: true }).map(Math.fround);
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).map((id) => id.replaceAll("\0", "x").toWellFormed());

const COLUMNS: Partial<Record<string, fc.Arbitrary<unknown>>> = {
  id: hex(32),
  call: orNull(hex(32)),
  session_key: orNull(hex(16)),
  prompt_hash: orNull(hex(16)),
  occurred_at: fc.integer({ min: 1_420_070_400_000_000, max: 4_102_444_800_000_000 }),
  duration_ms: orNull(real),
  ttft_ms: orNull(real),
  record_id: text,
  response_id: orNull(text),
  trace: orNull(fc.uuid()),
  span: orNull(hex(16)),
  parent: orNull(text),
  extra: orNull(fc.constant('{"callId":"ä"}')),
  final: fc.boolean(),
  estimable: fc.boolean(),
};
const SMALL = ["source", "status", "kind", "tier", "gateway_cache", "hidden", "ledger", "ledger_reason", "attempt_no"];
const arbitraryOf = (name: string): fc.Arbitrary<unknown> => {
  if (COLUMNS[name]) return COLUMNS[name];
  if (name.startsWith("cost") || name.startsWith("saved") || name === "reported_cost") return orNull(money);
  if (["gateway_cache", "priced", "attempts"].includes(name)) return fc.oneof(int2, fc.constantFrom(0, 1));
  return SMALL.includes(name) ? orNull(int2) : orNull(int4);
};

test("a row of 63 fields comes back from the wire as it was written, but for the name of its session", () => {
  const rows = fc.array(fc.record(Object.fromEntries(ATTEMPT_COLUMNS.map((name) => [name, arbitraryOf(name)]))), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(rows, (some) => {
      const out = new BinaryRows(ATTEMPT_COLUMNS.length);
      for (const row of some) writeAttempt(out, row as unknown as AttemptRow);
      expect(some.map((_, n) => readAttempt(out, n))).toEqual(some.map((row) => ({ ...row, session_id: null })));
    }),
    { numRuns: 200 },
  );
  expect(ATTEMPT_COLUMNS).toHaveLength(63);
});
