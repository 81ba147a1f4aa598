import fc from "fast-check";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { collectors } from "../collectors";
import { verify } from "../rollups";
import { ensureSource } from "../sources";
import { undoRun, verifyOutcomes } from ".";
import { call, failedCall, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";

const { sql } = openTestDatabase({ max: 4 });

const few = (prefix: string, n: number) => fc.nat(n - 1).map((i) => `${prefix}${i}`);
const callOf = fc
  .record({
    i: fc.nat(11),
    trace: few("t", 4),
    session: fc.option(few("s", 3), { nil: null }),
    model: fc.constantFrom("gpt-4o", "gpt-4o-mini"),
    fails: fc.boolean(),
  })
  .map(({ i, trace, session, model, fails }) => {
    const startTime = 1_790_000_000 + i * 10;
    return (fails ? failedCall : call)(`r${i}`, {
      startTime,
      endTime: startTime + 2,
      trace_id: trace,
      session_id: session,
      model,
      model_group: "gpt-4o",
    });
  });
const outcomeOf = fc
  .record({
    about: fc.oneof({ weight: 3, arbitrary: few("r", 12) }, few("t", 4), few("s", 3)),
    name: fc.constantFrom("", "other"),
    outcome: fc.constantFrom("success", "failure", "escalated"),
    cost: fc.option(fc.nat(9), { nil: null }),
    second: fc.nat(50),
  })
  .map(({ about, name, outcome, cost, second }) => ({
    scope: { r: "request", t: "trace", s: "session" }[about.charAt(0)],
    id: about,
    name,
    outcome,
    failure_cost: cost,
    value: cost,
    as_of: new Date(NOW.getTime() - 1e6 + second * 1000).toISOString(),
  }));
type Piece = { kind: "litellm" | "outcomes"; record: Record<string, unknown> };
const history = fc
  .record({
    calls: fc.uniqueArray(callOf, { selector: (one) => one.id as string, minLength: 4, maxLength: 10 }),
    // Two words of one moment on one outcome have no order of their own.
    outcomes: fc.uniqueArray(outcomeOf, { selector: (one) => `${one.id} ${one.name} ${one.as_of}`, minLength: 3, maxLength: 14 }),
  })
  .map(({ calls, outcomes }): Piece[] => [
    ...calls.map((record): Piece => ({ kind: "litellm", record })),
    ...outcomes.map((record): Piece => ({ kind: "outcomes", record })),
  ]);

/** Back to nothing but the two sources, in the same order. */
async function begin(): Promise<void> {
  await truncateFacts(sql);
  for (const kind of ["litellm", "outcomes"])
    for (const collector of collectors) if (collector.kind === kind) await ensureSource(sql, collector, kind);
}

async function ingestAll(pieces: readonly Piece[], size: number): Promise<number[]> {
  const runs: number[] = [];
  for (let i = 0; i < pieces.length; ) {
    const kind = pieces[i]?.kind ?? "litellm";
    let end = i + 1;
    while (end < pieces.length && end - i < size && pieces[end]?.kind === kind) end += 1;
    const some = pieces.slice(i, end).map((piece) => piece.record);
    runs.push((await ingestText(sql, lines(some), { kind, now: new Date(NOW.getTime() + i) })).id);
    i = end;
  }
  return runs;
}
const differences = async () => [...(await verify(sql, "UTC")), ...(await verifyOutcomes(sql))];

test("outcomes and calls in any order and split give the same attempts and rollups, told twice too, and undone to nothing", async () => {
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 5 }), fc.nat(), async (pieces, size, seed) => {
      await begin();
      await ingestAll(pieces, 100);
      const whole = await stateOf(sql);
      expect(await differences()).toEqual([]);
      await begin();
      const shuffled = [...pieces].map((piece, i) => ({ piece, by: Math.imul(i + 1, seed | 1) >>> 0 })).sort((a, b) => a.by - b.by);
      const runs = await ingestAll(
        shuffled.map(({ piece }) => piece),
        size,
      );
      expect(await stateOf(sql)).toEqual(whole);
      expect(await differences()).toEqual([]);
      const [last] = await ingestAll(
        pieces.filter((piece) => piece.kind === "outcomes"),
        100,
      );
      expect(await stateOf(sql)).toEqual(whole);
      for (const run of [...runs.filter((_, i) => i % 2 === 0), last ?? 0]) await undoRun(sql, run, "test");
      expect(await differences()).toEqual([]);
      for (const run of runs.filter((_, i) => i % 2 === 1)) await undoRun(sql, run, "test");
      const [left] =
        await sql`select (select count(*) from attempt)::integer as attempts, (select count(*) from outcome)::integer as outcomes, (select count(*) from rollup_day_core)::integer as cells`;
      expect(left).toEqual({ attempts: 0, outcomes: 0, cells: 0 });
    }),
    { numRuns: Number(process.env.OUTCOME_RUNS ?? 2), endOnFailure: true },
  );
}, 600_000);
