import { afterEach, beforeEach, expect, test } from "vitest";
import { seeded } from "../bench/litellm-lines";
import { priceInput } from "../prices";
import { enterPrice, runRepricing } from "../repricing";
import { foldPendingNow, lockCells, verify } from "../rollups";
import { call, dayCount, NOW, type TestInstance, testInstance } from "../runs/testing";
import { changeZone } from "../settings";
import { Pusher } from "./push";
import { undoRun } from "./undo";
import { verifyOutcomes } from "./verify-outcomes";

let instance: TestInstance;
/** Leaves everything pending, as one that is killed after the answer. */
let pusher: Pusher;

beforeEach(async () => {
  instance = await testInstance();
  pusher = new Pusher(instance.sql, null);
});
afterEach(() => instance.close());

const lines = (records: readonly unknown[]) => Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(""));
const push = (...records: unknown[]) => pusher.push({ bytes: lines(records), source: "gateway", now: NOW });
const count = async (text: string): Promise<number> => Number((await instance.sql.unsafe(`select ${text} as n`))[0]?.n);
const failure = { status: "failure", prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, response_cost: 0 };
const pending = () => count("(select coalesce(sum(rows), 0) from pending_sums)");
const counted = () => count("(select coalesce(sum(rows), 0) from rollup_day_core)");

test("what was pushed before a kill is in no figure until a worker folds it, then in all, once; two workers at a time too", async () => {
  const { sql } = instance;
  await push(call({ id: "a", session: "s" }), call({ id: "b", session: "s", at: "2026-10-11T08:00:00Z" }));
  await push(call({ id: "c", session: "s", at: "2026-10-09T08:00:00Z" }), call({ id: "a", session: "s" }));
  expect(await count("(select count(*) from attempt)")).toBe(3);
  expect([await pending(), await counted()]).toEqual([3, 0]);
  const folded = await Promise.all([foldPendingNow(sql), foldPendingNow(sql)]);
  expect(folded.reduce((sum, n) => sum + n, 0)).toBe(3);
  expect([await pending(), await counted()]).toEqual([0, 3]);
  expect(await sql`select requests, day::text from session`).toEqual([{ requests: 3, day: "2026-10-09" }]);
  expect(await sql`select at from folded_through`).toEqual([{ at: new Date("2026-10-11T08:00:00Z") }]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("a record that is told anew, without its session, keeps the one whose name is still pending", async () => {
  const { sql } = instance;
  await push(call({ id: "a", session: "s" }));
  const { session_id: _, ...metadata } = (call({ id: "a", session: "s" }) as { metadata: Record<string, unknown> }).metadata;
  expect(await push({ ...call({ id: "a", session: "s", output: 300 }), metadata })).toMatchObject({ revised: 1 });
  expect(await sql`select s.id from attempt a join session_name s on s.key = a.session_key`).toEqual([{ id: "s" }]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("verify finds nothing wrong with what is pending, and what is wrong all the same", async () => {
  const { sql } = instance;
  await push(call({ id: "a", session: "s" }));
  expect(await verify(sql, "UTC")).toEqual([]);
  await push(call({ id: "b", session: "s" }));
  await sql`update pending_sums set rows = 0`;
  await sql`delete from pending_sums`;
  expect((await verify(sql, "UTC")).map(({ table }) => table)).toContain("rollup_day_core");
});

test("records that are pending are revised, told outcomes of, re-priced, overlapped, moved to another zone and undone, and the sums follow", async () => {
  const { sql, ingest } = instance;
  const clean = async (zone: string) => expect([...(await verify(sql, zone)), ...(await verifyOutcomes(sql))]).toEqual([]);
  const acme = (id: string) => call({ id, model: "acme-7b", session: "s", at: "2026-10-10T09:00:00Z" });

  await push(call({ id: "a", session: "s" }), call({ id: "b", session: "t" }));
  expect(await push(call({ id: "a", session: "s", output: 300 }))).toMatchObject({ revised: 1 });
  await clean("UTC");

  await push(call({ id: "c", session: "u" }));
  await pusher.push({ bytes: lines([{ session_id: "u", outcome: "success" }]), kind: "outcomes", now: NOW });
  await push(call({ id: "d", session: "u", at: "2026-10-10T08:30:00Z" }));
  expect(await sql`select record_id as id from attempt where outcome is not null order by 1`).not.toEqual([]);
  await clean("UTC");

  await push(acme("e"));
  const price = { unit: "input_uncached", usdPerMillion: "2" };
  const { repricing } = await enterPrice(
    sql,
    priceInput.parse({ provider: "openai", model: "acme-7b", lines: [price], validFrom: "2026-10-01", source: "contract" }),
    "eng",
    NOW,
  );
  expect(await runRepricing(sql, repricing, { settleMs: 0 })).toMatchObject({ changed: 1 });
  await clean("UTC");

  await ingest([dayCount("2026-10-12", "gpt-4o", 10, 1_000, 100)]);
  await push(call({ id: "f", at: "2026-10-12T08:00:00Z" }));
  await push(call({ id: "g", at: "2026-10-12T09:00:00Z" }));
  expect(await sql`select distinct uncounted from usage_bucket`).toEqual([{ uncounted: "overlap" }]);
  await clean("UTC");

  await push(call({ id: "h", at: "2026-10-10T23:30:00Z" }));
  await changeZone(sql, "Asia/Kathmandu", "eng");
  await clean("Asia/Kathmandu");

  const { run } = await push(call({ id: "i", session: "s" }));
  expect(await pending()).toBe(1);
  await undoRun(sql, run, "eng");
  expect(await count("(select count(*) from attempt)")).toBe(0);
  expect(await counted()).toBe(await count("(select count(*) from usage_bucket where counted)"));
  await clean("Asia/Kathmandu");
});

test("a push with the retry of a call that failed in an earlier one waits for nobody who folds, and the sums follow", async () => {
  const { sql } = instance;
  const asked = (id: string, at: string, session: string | null = "s") => ({
    ...call({ id, at, session: session ?? undefined }),
    trace_id: "t",
  });
  await push({ ...asked("a", "2026-10-10T08:00:00Z"), ...failure }, call({ id: "b", session: "s" }));
  await foldPendingNow(sql);
  // An outcome of something else, for which all that changes is looked at.
  await pusher.push({ bytes: lines([{ session_id: "elsewhere", outcome: "success" }]), kind: "outcomes", now: NOW });
  await push({ ...asked("c", "2026-10-10T08:01:00Z"), ...failure });
  const counts = () =>
    sql`select sum(rows)::integer as rows, sum(requests)::integer as requests, sum(attempts)::integer as attempts from rollup_day_core`;
  const retried = await sql.begin(async (tx) => {
    await lockCells(tx);
    return push(asked("d", "2026-10-10T08:02:00Z"));
  });
  expect(retried).toMatchObject({ accepted: 1 });
  expect(
    await sql`select id_text(record_id) as id, coalesce(attempt_no, 1) as n, final from attempt where trace = pack_id('t') order by 1`,
  ).toEqual([
    { id: "a", n: 1, final: false },
    { id: "c", n: 2, final: false },
    { id: "d", n: 3, final: true },
  ]);
  expect(await counts()).toEqual([{ rows: 2, requests: 2, attempts: 2 }]);
  await foldPendingNow(sql);
  expect(await counts()).toEqual([{ rows: 4, requests: 2, attempts: 4 }]);
  expect(await sql`select requests, attempts, rows from session`).toEqual([{ requests: 2, attempts: 4, rows: 4 }]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("two that push, a file and two that fold at the same time, over 20 sessions: the figures equal the facts", async () => {
  const { sql, ingest } = instance;
  const random = seeded(11);
  const some = (who: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({
      ...call({
        id: random() < 0.1 ? `common-${i}` : `${who}-${i}`,
        session: `s${Math.floor(random() * 20)}`,
        at: new Date(Date.UTC(2026, 9, 10) + Math.floor(random() * 3 * 86_400_000)).toISOString(),
        feature: random() < 0.5 ? "x" : "y",
        output: random() < 0.02 ? 300 : 100,
      }),
      ...(random() < 0.3 ? { trace_id: `t${Math.floor(random() * 30)}` } : {}),
      ...(random() < 0.2 ? failure : {}),
    }));
  let over = false;
  const folding = async () => {
    while (!over) await foldPendingNow(sql);
  };
  const pushing = async (who: string, by: Pusher) => {
    for (let n = 0; n < 12; n += 1) await by.push({ bytes: lines(some(`${who}${n}`, 25)), source: "gateway", now: NOW });
  };
  const folders = [folding(), folding()];
  await Promise.all([
    pushing("p", pusher),
    pushing("q", new Pusher(sql, 20)),
    (async () => {
      for (let n = 0; n < 4; n += 1) await ingest(some(`f${n}`, 30), { source: "gateway", kind: "litellm" });
    })(),
  ]).finally(() => {
    over = true;
  });
  await Promise.all(folders);
  expect(await count("(select count(*) from attempt where call is not null)")).toBeGreaterThan(20);
  expect(await verify(sql, "UTC")).toEqual([]);
  expect(await pending()).toBe(0);
});

test("a release with other measures reads what the one before left: by name, and what is gone is left out", async () => {
  const { sql } = instance;
  await push(call({ id: "a", session: "s" }), call({ id: "b", session: "t" }));
  await sql`update pending_sums set layout = replace(layout, '"name":"cost_rows"', '"name":"gone"')`;
  await foldPendingNow(sql);
  expect((await verify(sql, "UTC")).map(({ table }) => table)).not.toContain("session");
  const [day] =
    await sql`select sum(rows)::integer as rows, sum(cost_rows)::integer as cost_rows, sum(requests)::integer as requests from rollup_day_core`;
  expect(day).toEqual({ rows: 2, cost_rows: 0, requests: 2 });
});
