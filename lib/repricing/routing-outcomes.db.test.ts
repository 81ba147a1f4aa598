import { describe, expect, test } from "vitest";
import { call as logLine, stateOf } from "../ingest/testing";
import { undoRun } from "../ingest/undo";
import { verify } from "../rollups";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { previewRouting } from ".";
import { ACTOR, baseline, input, mini, openRouting } from "./testing-routing";

const { open, set, retire, figures } = openRouting();

describe("outcomes follow", () => {
  const judged = () =>
    open()
      .sql`select id_text(record_id) as id, outcome, trim_scale(outcome_cost)::text as cost from attempt where outcome is not null order by 1`;

  test("a failure costs what is set for its feature from its day on, unless somebody told what it cost; taken out of use, nothing is known again", async () => {
    const { sql, ingest } = open();
    await ingest([mini("a"), mini("b"), mini("c", { at: "2026-09-30T08:00:00Z" }), mini("d", { feature: "search" }), mini("e")]);
    await set(baseline("gpt-4o"));
    await ingest(
      [
        { request_id: "a", outcome: "failure" },
        { request_id: "b", outcome: "failure", failure_cost: "7" },
        { request_id: "c", outcome: "failure" },
        { request_id: "d", outcome: "failure" },
        { request_id: "e", outcome: "success" },
      ],
      { source: "outcomes", kind: "outcomes" },
    );
    const before = await stateOf(sql);
    const wanted = input({ field: "failure_cost", value: "0.5", from: "2026-10-01" });
    expect(await previewRouting(sql, wanted, { now: NOW })).toMatchObject({
      examined: 3,
      requests: 1,
      routingBefore: "0.00987",
      routingAfter: "0.00987",
      netBefore: "-6.99013",
      netAfter: "-7.49013",
    });
    const { setting, ended } = await set(wanted);
    expect(ended).toMatchObject({ requests: 1, routingBefore: ended?.routingAfter });
    expect(await judged()).toEqual([
      { id: "a", outcome: 2, cost: "0.5" },
      { id: "b", outcome: 2, cost: "7" },
      { id: "c", outcome: 2, cost: null },
      { id: "d", outcome: 2, cost: null },
      { id: "e", outcome: 1, cost: null },
    ]);
    expect(await verify(sql, "UTC")).toEqual([]);
    await retire(setting);
    expect(await stateOf(sql)).toEqual(before);
  });

  test("a session's outcome stands on its first routed request: it moves as a baseline makes another one routed, and back", async () => {
    const { sql, ingest } = open();
    await ingest([call({ id: "a", session: "s" }), mini("b", { session: "s", at: "2026-10-10T09:00:00Z" })]);
    await ingest([{ session_id: "s", outcome: "failure", failure_cost: "3" }], { source: "outcomes", kind: "outcomes" });
    const before = await stateOf(sql);
    const onA = [
      { id: "a", outcome: 2, cost: "3" },
      { id: "b", outcome: 0, cost: null },
    ];
    expect(await judged()).toEqual(onA);
    const { setting } = await set(baseline("gpt-4o"), 1);
    expect(await judged()).toEqual([
      { id: "a", outcome: 0, cost: null },
      { id: "b", outcome: 2, cost: "3" },
    ]);
    expect(await verify(sql, "UTC")).toEqual([]);
    await retire(setting);
    expect(await judged()).toEqual(onA);
    expect(await stateOf(sql)).toEqual(before);
  });
});

test("two features that swap their data swap their figures", async () => {
  const other = await testInstance();
  try {
    const lines = (first: string, second: string) => [
      mini("a", { feature: first, input: 5_000 }),
      call({ id: "b", feature: first }),
      mini("c", { feature: second }),
      logLine("d", { model: "gpt-4o-mini", startTime: 1_791_000_000 }, { spend_logs_metadata: { feature: second } }),
    ];
    const all = async (one: TestInstance) => {
      const rows = await one.sql`
        select f.value as feature, trim_scale(sum(saved_routing)) as routing, trim_scale(sum(estimable_cost)) as cost from rollup_day_feature r
        join dimension_value f on f.id = r.feature group by 1`;
      return new Map(rows.map(({ feature, ...row }) => [feature as string, row]));
    };
    await open().ingest(lines("x", "y"));
    await other.ingest(lines("y", "x"));
    const [here, there] = [await all(open()), await all(other)];
    expect(here.get("x")).toEqual(there.get("y"));
    expect(here.get("y")).toEqual(there.get("x"));
    expect(here.get("x")).not.toEqual(here.get("y"));
  } finally {
    await other.close();
  }
});

test("a gateway's row whose feature a tracer tells is compared with that feature's baseline, and no more once the tracer's run is undone", async () => {
  const { sql, ingest } = open();
  await set(baseline("gpt-4o"));
  await ingest([
    logLine("chatcmpl-1", { model: "gpt-4o-mini", model_group: "gpt-4o-mini", startTime: 1_791_000_000 }, { spend_logs_metadata: {} }),
  ]);
  expect(await figures()).toMatchObject({ routing: "0" });
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o-mini",
    "gen_ai.response.model": "gpt-4o-mini",
    "gen_ai.response.id": "chatcmpl-1",
    "permille.feature": "chat",
  };
  const span = {
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    name: "chat",
    startTimeUnixNano: "1791000000000000000",
    endTimeUnixNano: "1791000001000000000",
    attributes: Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  };
  const traced = await ingest([{ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ spans: [span] }] }] }]);
  expect(Number((await figures())?.routing)).toBeGreaterThan(0);
  expect(await verify(sql, "UTC")).toEqual([]);
  await undoRun(sql, traced.id, ACTOR);
  expect(await figures()).toMatchObject({ routing: "0" });
  expect(await verify(sql, "UTC")).toEqual([]);
});
