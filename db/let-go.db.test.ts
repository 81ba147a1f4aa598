import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { connect } from "./client";
import { openTestDatabase } from "./testing-hooks";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as (options: { type: "minor" }) => void;

const database = openTestDatabase({ max: 2 });
const { sql } = database;

const TIMES = 300;
const BYTES = 50_000;
let n = 0;
/** Never the same, and flat. */
const text = () => Buffer.alloc(BYTES, String(n++)).toString("latin1");

const oldBytes = () => getHeapSpaceStatistics().find((space) => space.space_name === "old_space")?.space_used_size ?? 0;

/** Which part of what `use` was given is still there after minor collections alone. */
async function kept(use: (given: string) => Promise<unknown>): Promise<number> {
  let grown = 0;
  for (let i = 0; i < TIMES; i++) {
    const before = oldBytes();
    await use(text());
    // What survives two of them is in the old generation.
    gc({ type: "minor" });
    gc({ type: "minor" });
    grown += Math.max(0, oldBytes() - before);
  }
  return grown / (TIMES * BYTES);
}

test.each<[string, (given: string) => Promise<unknown>]>([
  ["a statement's parameters", (given) => sql`select length(${given})`],
  ["what a transaction sends", (given) => sql.begin((tx) => tx`select length(${given})`)],
  ["what a transaction's work uses", (given) => sql.begin(async (tx) => [await tx`select 1`, given.length])],
])("%s don't outlive it in the old generation", async (_name, use) => {
  expect(await kept(use)).toBeLessThan(0.5);
});

test("an error still tells what was sent", async () => {
  const error = await sql`select ${"x"}::integer`.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: "22P02", parameters: ["x"] });
});

test("a statement that is sent again, since its plan has changed, still has its parameters", async () => {
  const one = connect(database.url, { max: 1 });
  await one`create table changing (a integer)`;
  const ask = () => one`select * from changing where a = ${1}`;
  await ask();
  await one`insert into changing values (1)`;
  await one`alter table changing add b integer`;
  expect(await ask()).toEqual([{ a: 1, b: null }]);
  await one.end();
});
