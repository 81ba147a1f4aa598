import { beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { undoRun } from ".";
import { call, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";
import { at, outcomesIn, routed } from "./testing-outcomes";

const { sql } = openTestDatabase({ max: 4 });
beforeEach(() => truncateFacts(sql));

const { tell, judged, sums, clean } = outcomesIn(() => sql);

describe("an outcome of a request", () => {
  test("stands on its attempt, before and after the call arrives, and counts once", async () => {
    await tell({ request_id: "a", outcome: "success", value: "1.25" });
    expect(await judged()).toEqual([]);
    await ingestText(sql, lines([call("a"), call("b")]));
    expect(await judged()).toEqual([{ id: "a", outcome: 1, cost: null, value: "1.25" }]);
    await tell({ request_id: "b", outcome: "failure", failure_cost: 3 });
    expect(await sums()).toEqual({ outcomes: 2, successes: 1, failures: 1 });
    expect(await tell({ request_id: "b", outcome: "failure", failure_cost: "3.00" })).toMatchObject({
      accepted: 0,
      duplicate: 1,
      revised: 0,
    });
    expect(await sums()).toEqual({ outcomes: 2, successes: 1, failures: 1 });
    await clean();
  });

  test("that is corrected and corrected back leaves every figure as it was", async () => {
    await ingestText(sql, lines([call("a"), call("b")]));
    await tell({ request_id: "a", outcome: "success" });
    const before = await stateOf(sql);
    expect(await tell({ request_id: "a", outcome: "failure", failure_cost: "250000" })).toMatchObject({ accepted: 0, revised: 1 });
    expect(await judged()).toEqual([{ id: "a", outcome: 2, cost: "250000", value: null }]);
    expect(await tell({ request_id: "a", outcome: "success" })).toMatchObject({ accepted: 0, revised: 1 });
    expect(await stateOf(sql)).toEqual(before);
    await clean();
  });

  test("that is undone gives way to what was told before", async () => {
    await ingestText(sql, lines([call("a")]));
    const without = await stateOf(sql);
    const first = await ingestText(sql, lines([{ request_id: "a", outcome: "success" }]), { source: "outcomes" });
    const before = await stateOf(sql);
    const second = await ingestText(sql, lines([{ request_id: "a", outcome: "failure" }]), {
      source: "outcomes",
      now: new Date(NOW.getTime() + 5),
    });
    expect(await judged()).toMatchObject([{ outcome: 2 }]);
    await undoRun(sql, second.id, "test");
    expect(await stateOf(sql)).toEqual(before);
    await undoRun(sql, first.id, "test");
    expect(await stateOf(sql)).toEqual(without);
    await clean();
  });
});

describe("the widest scope", () => {
  const calls = [
    call("a", { trace_id: "t1", ...at(0) }, { session_id: undefined }),
    call("b", { trace_id: "t1", ...at(10) }),
    call("c", { trace_id: "t2", ...at(20) }),
  ].map((one) => ({ ...one, session_id: "s" }));

  test("of request, trace and session wins, and the narrower returns when it is undone", async () => {
    await ingestText(sql, lines(calls));
    await tell({ request_id: "a", outcome: "success" }, { request_id: "c", outcome: "failure" });
    const requests = await stateOf(sql);
    await ingestText(sql, lines([{ trace_id: "t1", outcome: "escalated", value: 5 }]), { source: "traces" });
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 3, value: "5" },
      { id: "b", outcome: 0 },
      { id: "c", outcome: 2 },
    ]);
    const traces = await stateOf(sql);
    const run = await ingestText(sql, lines([{ session_id: "s", outcome: "failure", failure_cost: 7 }]), { source: "sessions" });
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 2, cost: "7" },
      { id: "b", outcome: 0 },
      { id: "c", outcome: 0 },
    ]);
    expect(await sums()).toEqual({ outcomes: 1, successes: 0, failures: 1 });
    await clean();
    await undoRun(sql, run.id, "test");
    expect(await stateOf(sql)).toEqual(traces);
    const [trace] = await sql<{ id: number }[]>`select id from ingest_run where source = 'traces'`;
    await undoRun(sql, trace?.id ?? 0, "test");
    expect(await stateOf(sql)).toEqual(requests);
    await clean();
  });

  test("a session that goes on after it was judged takes its later requests in", async () => {
    await ingestText(sql, lines(calls.slice(0, 1)));
    await tell({ session_id: "s", outcome: "success" });
    await ingestText(sql, lines(calls.slice(1)));
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 1 },
      { id: "b", outcome: 0 },
      { id: "c", outcome: 0 },
    ]);
    await clean();
  });

  test("a session's outcome stands on its first routed request", async () => {
    const [a, b, c] = calls;
    await ingestText(sql, lines([a, { ...b, ...routed }, { ...c, ...routed }]));
    await tell({ session_id: "s", outcome: "failure", failure_cost: "10.5" });
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 0 },
      { id: "b", outcome: 2, cost: "10.5" },
      { id: "c", outcome: 0 },
    ]);
    await clean();
  });
});

describe("several names", () => {
  test("of one request count once: the worst result, and the sum of costs and values", async () => {
    await ingestText(sql, lines([call("a")]));
    await tell(
      { request_id: "a", name: "sent", outcome: "success", value: "0.10" },
      { request_id: "a", name: "handled", outcome: "escalated", value: "0.20", failure_cost: 99 },
      { request_id: "a", name: "right", outcome: "failure", failure_cost: "1.5" },
      { request_id: "a", name: "kind", outcome: "failure", failure_cost: "2.25" },
    );
    expect(await judged()).toEqual([{ id: "a", outcome: 2, cost: "3.75", value: "0.3" }]);
    expect(await sums()).toEqual({ outcomes: 1, successes: 0, failures: 1 });
    await clean();
  });
});

describe("a request of several attempts", () => {
  const first = call("a", { trace_id: "t", ...routed, ...at(0) });
  const second = call("b", { trace_id: "t", model_group: "gpt-4o", ...at(5) });

  test("an escalated answer is joined with what followed, and apart again when that is corrected", async () => {
    await ingestText(sql, lines([first, second]));
    const apart = await stateOf(sql);
    await tell({ request_id: "a", outcome: "escalated" });
    expect(
      await sql`select id_text(record_id) as id, coalesce(attempt_no, 1) as no, final, ledger, outcome from attempt order by 1`,
    ).toEqual([
      { id: "a", no: 1, final: false, ledger: 3, outcome: 0 },
      { id: "b", no: 2, final: true, ledger: 2, outcome: 3 },
    ]);
    const joined = await stateOf(sql);
    await clean();
    await tell({ request_id: "a", outcome: "success" });
    expect(await judged()).toMatchObject([{ id: "a", outcome: 1 }]);
    await tell({ request_id: "a", outcome: "escalated" });
    expect(await stateOf(sql)).toEqual(joined);
    const runs = await sql<{ id: number }[]>`select id from ingest_run where source = 'outcomes' order by id desc`;
    for (const { id } of runs) await undoRun(sql, id, "test");
    expect(await stateOf(sql)).toEqual(apart);
    await clean();
  });

  test("an escalation that is told before its calls joins them when they come, also one by one", async () => {
    await tell({ request_id: "a", outcome: "escalated" });
    await ingestText(sql, lines([first]));
    await ingestText(sql, lines([second]));
    const one = await stateOf(sql);
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 0 },
      { id: "b", outcome: 3 },
    ]);
    await clean();
    await truncateFacts(sql);
    await ingestText(sql, lines([second]));
    await ingestText(sql, lines([first]));
    await tell({ request_id: "a", outcome: "escalated" });
    expect(await judged()).toEqual(
      (one.attempts as { row: { record_id: string; outcome: number } }[])
        .map(({ row }) => ({ id: row.record_id, outcome: row.outcome, cost: null, value: null }))
        .sort((x, y) => (x.id < y.id ? -1 : 1)),
    );
    await clean();
  });

  test("of outcomes at two of its attempts that of the latest counts; one of the call is about them all", async () => {
    const stated = [first, second].map((one) => ({ ...one, litellm_call_id: "call-1" }));
    await ingestText(sql, lines(stated));
    await tell({ request_id: "a", outcome: "failure" });
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 0 },
      { id: "b", outcome: 2 },
    ]);
    await tell({ request_id: "b", outcome: "success" });
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 0 },
      { id: "b", outcome: 1 },
    ]);
    await clean();
    await truncateFacts(sql);
    await tell({ request_id: "call-1", outcome: "success" });
    await ingestText(sql, lines(stated));
    expect(await judged()).toMatchObject([
      { id: "a", outcome: 0 },
      { id: "b", outcome: 1 },
    ]);
    await clean();
  });
});

describe("the cost of a failure", () => {
  test("is as told, else as set for the feature on that day", async () => {
    await sql`insert into routing_setting (field, subject, value, created_by) values ('failure_cost', 'chat', '"40"', 'test')`;
    await ingestText(sql, lines([call("a"), call("b")]));
    await tell({ request_id: "a", outcome: "failure" }, { request_id: "b", outcome: "failure", failure_cost: "0" });
    expect(await judged()).toMatchObject([
      { id: "a", cost: "40" },
      { id: "b", cost: "0" },
    ]);
    await clean();
    await sql`delete from routing_setting`;
  });
});

describe("two sources", () => {
  test("tell one outcome: the later word counts, and going back on it leaves the first", async () => {
    await ingestText(sql, lines([call("a")]));
    const one = await ingestText(sql, lines([{ request_id: "a", outcome: "success" }]), { source: "one" });
    const before = await stateOf(sql);
    const two = await ingestText(sql, lines([{ request_id: "a", outcome: "failure" }]), {
      source: "two",
      now: new Date(NOW.getTime() + 1),
    });
    expect(two).toMatchObject({ accepted: 0, revised: 1 });
    expect(await sums()).toEqual({ outcomes: 1, successes: 0, failures: 1 });
    await undoRun(sql, two.id, "test");
    expect(await stateOf(sql)).toEqual(before);
    const same = await ingestText(sql, lines([{ request_id: "a", outcome: "success" }]), {
      source: "two",
      now: new Date(NOW.getTime() + 2),
    });
    expect(same).toMatchObject({ accepted: 0, revised: 0, duplicate: 1 });
    await undoRun(sql, one.id, "test");
    expect(await stateOf(sql)).toEqual(before);
    expect(await sql`select s.id from outcome o join source s on s.num = o.source`).toEqual([{ id: "two" }]);
    await clean();
  });
});

describe("a file", () => {
  test("that is read again changes nothing, though something else was told since", async () => {
    const file = lines([{ request_id: "a", outcome: "success" }]);
    await ingestText(sql, lines([call("a")]));
    await ingestText(sql, file, { source: "outcomes" });
    await tell({ request_id: "a", outcome: "failure" });
    expect(await ingestText(sql, file, { source: "outcomes", now: new Date(NOW.getTime() + 1e6) })).toMatchObject({
      duplicate: 1,
      revised: 0,
    });
    expect(await judged()).toMatchObject([{ outcome: 2 }]);
  });

  test("of three words on one request ends with the last, and is the same again", async () => {
    const file = lines(["success", "failure", "success"].map((outcome) => ({ request_id: "a", outcome })));
    await ingestText(sql, lines([call("a")]));
    expect(await ingestText(sql, file, { source: "outcomes" })).toMatchObject({ accepted: 1, revised: 2, duplicate: 0 });
    expect(await judged()).toMatchObject([{ outcome: 1 }]);
    expect(await ingestText(sql, file, { source: "outcomes", now: new Date(NOW.getTime() + 1e6) })).toMatchObject({ duplicate: 3 });
    expect(await judged()).toMatchObject([{ outcome: 1 }]);
  });
});
