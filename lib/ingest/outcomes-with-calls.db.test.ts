import { beforeEach, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { Pusher, undoRun } from ".";
import { call, ingestText, lines, NOW, truncateFacts } from "./testing";
import { at, outcomesIn, routed } from "./testing-outcomes";

const { sql } = openTestDatabase({ max: 4 });
beforeEach(() => truncateFacts(sql));

const { tell, judged, sums, clean } = outcomesIn(() => sql);

test("a call that is told anew keeps its outcome, and loses it with its trace", async () => {
  await ingestText(sql, lines([call("a", { trace_id: "t1" }), call("b", { trace_id: "t1", ...at(9) })]));
  await tell({ trace_id: "t1", outcome: "success" }, { request_id: "b", outcome: "failure" });
  expect(await judged()).toMatchObject([
    { id: "a", outcome: 1 },
    { id: "b", outcome: 0 },
  ]);
  await ingestText(sql, lines([call("a", { trace_id: "t1", completion_tokens: 5, total_tokens: 105 })]), {
    now: new Date(NOW.getTime() + 1e6),
  });
  expect(await judged()).toMatchObject([
    { id: "a", outcome: 1 },
    { id: "b", outcome: 0 },
  ]);
  const { id } = await ingestText(sql, lines([call("a", { trace_id: "t2" })]), { now: new Date(NOW.getTime() + 2e6) });
  expect(await judged()).toMatchObject([{ id: "b", outcome: 1 }]);
  await clean();
  await undoRun(sql, id, "test");
  expect(await judged()).toMatchObject([
    { id: "a", outcome: 1 },
    { id: "b", outcome: 0 },
  ]);
  await clean();
});

test("outcomes wait again when their calls are undone", async () => {
  const { id } = await ingestText(sql, lines([call("a", { trace_id: "t1" })]));
  await tell(
    { request_id: "a", outcome: "success" },
    { trace_id: "t1", outcome: "failure" },
    { session_id: "nowhere", outcome: "failure" },
  );
  const waiting = async () => (await sql`select subject from outcome where counted and waits order by 1`).map((row) => row.subject);
  expect(await waiting()).toEqual(["nowhere"]);
  await undoRun(sql, id, "test");
  expect(await waiting()).toEqual(["a", "nowhere", "t1"]);
  await ingestText(sql, lines([call("a", { trace_id: "t1" })]));
  expect(await waiting()).toEqual(["nowhere"]);
  expect(await judged()).toMatchObject([{ id: "a", outcome: 2 }]);
  await clean();
});

describe("a call that a gateway and a tracer saw", () => {
  const seen = JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [] },
        scopeSpans: [
          {
            scope: {},
            spans: [
              {
                traceId: "0af7651916cd43dd8448eb211c80319c",
                spanId: "b7ad6b7169203331",
                name: "chat",
                kind: 3,
                startTimeUnixNano: "1790000001000000000",
                endTimeUnixNano: "1790000001500000000",
                status: {},
                attributes: Object.entries({
                  "gen_ai.operation.name": "chat",
                  "gen_ai.provider.name": "openai",
                  "gen_ai.response.model": "gpt-4o",
                  "gen_ai.response.id": "chatcmpl-1",
                  "gen_ai.conversation.id": "conversation-1",
                }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
              },
            ],
          },
        ],
      },
    ],
  });
  const gateway = lines([call("chatcmpl-1", at(0))]);

  const trace = { trace_id: "0af7651916cd43dd8448eb211c80319c" };
  test.each([
    ["the tracer first", [seen, gateway], [{ session_id: "conversation-1" }]],
    ["the gateway first", [gateway, seen], [trace, { request_id: "chatcmpl-1" }]],
  ])("has the outcomes of the tracer's trace and session on the gateway's row, %s", async (_, inputs, subjects) => {
    for (const about of subjects) {
      await truncateFacts(sql);
      await tell({ ...about, outcome: "failure", failure_cost: 3 });
      const runs = [];
      for (const input of inputs) runs.push(await ingestText(sql, input));
      expect(await sql`select s.kind, a.outcome from attempt a join source s on s.num = a.source where a.outcome is not null`).toEqual([
        { kind: "litellm", outcome: 2 },
      ]);
      await clean();
      for (const { id } of runs) {
        await undoRun(sql, id, "test");
        await clean();
      }
      expect(await sql`select waits from outcome where counted`).toEqual([{ waits: true }]);
    }
  });
});

test("outcomes, corrections and calls pushed at once are each counted once", async () => {
  const pusher = new Pusher(sql);
  const push = (records: Record<string, unknown>[], kind: string, ms: number) =>
    pusher.push({ bytes: Buffer.from(lines(records)), kind, now: new Date(NOW.getTime() + ms) });
  const ids = Array.from({ length: 40 }, (_, i) => `r${i}`);
  await Promise.all([
    ...ids.map((id, i) => push([call(id, { trace_id: `t${i % 7}`, ...at(i) })], "litellm", 0)),
    ...ids.map((id) => push([{ request_id: id, outcome: "success" }], "outcomes", 10)),
    push([{ trace_id: "t3", outcome: "failure" }], "outcomes", 20),
  ]);
  await Promise.all(ids.map((id) => push([{ request_id: id, outcome: "escalated" }], "outcomes", 30)));
  await Promise.all(ids.map((id) => push([{ request_id: id, outcome: "success" }], "outcomes", 40)));
  expect(await sums()).toEqual({ outcomes: 35, successes: 34, failures: 1 });
  expect(await sql`select count(*)::integer as n from outcome where counted and waits`).toEqual([{ n: 0 }]);
  await clean();
});

test("the insurer: one failure of $250,000 among the routed", async () => {
  const claims = Array.from({ length: 20 }, (_, i) => call(`c${i}`, { ...at(i), ...routed }));
  await ingestText(sql, lines(claims));
  await tell(
    ...claims.map(({ id }, i) =>
      i === 7 ? { request_id: id, outcome: "failure", failure_cost: 250000 } : { request_id: id, outcome: "success" },
    ),
  );
  const [row] = await sql`
    select sum(routed_requests)::integer as requests, sum(routed_outcomes)::integer as outcomes, sum(routed_failures)::integer as failures,
      trim_scale(sum(routed_failure_cost))::text as cost, sum(routed_failures_uncosted)::integer as uncosted from rollup_day_feature`;
  expect(row).toEqual({ requests: 20, outcomes: 20, failures: 1, cost: "250000", uncosted: 0 });
  await clean();
});
