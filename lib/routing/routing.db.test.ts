import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { getRequestOperation } from "../http/operations/requests";
import { routingChainsOperation, routingMixOperation, routingNetOperation } from "../http/operations/routing-figures";
import { answerRequest } from "../http/request-answer";
import { failedCall, ingestText, call as line, lines } from "../ingest/testing";
import { listRequests, type RequestQuery } from "../metrics";
import { routedLog, setRouting, type TestRequest, tellOutcomes } from "../metrics/testing-routing";
import { add } from "../money";
import { readRoutingChains, readRoutingMix, readRoutingNet } from "./index";

const NOW = Date.parse("2026-10-05T00:00:00Z");
const DAY = Date.parse("2026-10-01T08:00:00Z") / 1000;
const RANGE = { from: "2026-10-01", to: "2026-10-04" };
const { sql } = openTestDatabase({ max: 2 });

const many = (count: number, of: (i: number) => Omit<TestRequest, "id">, name: string): TestRequest[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${name}-${i}`, ...of(i) }));
const net = (where?: string | string[]) => readRoutingNet(sql, { ...RANGE, where }, { now: NOW });

/** A request that fails on gpt-4o-mini at $0.021 for nothing and is answered by gpt-4o; and one that is retried on the same model. */
const CHAINS = [
  ...[0, 1].flatMap((i) => {
    const both = { trace_id: `escalated-${i}`, model_group: "gpt-4o" };
    const tokens = { prompt_tokens: 100_000, completion_tokens: 10_000, response_cost: 0.021 };
    return [
      failedCall(`e${i}-1`, { ...both, ...tokens, model: "gpt-4o-mini", startTime: DAY, endTime: DAY + 1 }, feature("chained")),
      line(`e${i}-2`, { ...both, ...tokens, model: "gpt-4o", startTime: DAY + 2, endTime: DAY + 3 }, feature("chained")),
    ];
  }),
  failedCall(
    "r-1",
    { trace_id: "retried", prompt_tokens: 100_000, completion_tokens: 10_000, startTime: DAY, endTime: DAY + 1 },
    feature("chained"),
  ),
  line(
    "r-2",
    { trace_id: "retried", prompt_tokens: 100_000, completion_tokens: 10_000, startTime: DAY + 2, endTime: DAY + 3 },
    feature("chained"),
  ),
  failedCall("unanswered-1", { prompt_tokens: 100_000, completion_tokens: 0, startTime: DAY, endTime: DAY + 1 }, feature("chained")),
];
function feature(name: string) {
  return { spend_logs_metadata: { feature: name } };
}

beforeAll(async () => {
  await setRouting(sql, "baseline", "configured", { provider: "openai", model: "gpt-4o" }, "2026-09-01");
  await setRouting(sql, "baseline_failure_rate", "configured", "0.05");
  await setRouting(sql, "failure_cost", "never-fails", "2");
  await ingestText(sql, lines(CHAINS));
  await routedLog(sql, [
    ...many(40, (i) => ({ feature: "configured", at: DAY, outcome: i < 4 ? "failure" : "success", failureCost: "1" }), "c"),
    ...many(40, () => ({ feature: "never-fails", at: DAY, outcome: "success" }), "n"),
    ...many(3, (i) => ({ feature: "few", at: DAY, outcome: i < 1 ? "failure" : "success" }), "f"),
    { id: "mystery", feature: "unpriced", at: DAY, over: { model: "mystery-1", model_group: "mystery-1", custom_llm_provider: "nobody" } },
    { id: "alias", feature: "unmapped", at: DAY, over: { model_group: "smart" } },
  ]);
}, 60_000);

describe("net by feature", () => {
  test("40 × $0.329 − 4 failures at $1 less what the baseline would have failed anyway: $13.16 − $2 = $11.16", async () => {
    const { features, total } = await net("feature=configured");
    expect(features).toHaveLength(1);
    expect(features[0]).toMatchObject({
      feature: "configured",
      routing: "13.16",
      escalation: "0",
      outcomes: "40",
      failures: "4",
      uncostedFailures: "0",
      loss: "4",
      rate: { value: "0.05", from: "configured", outcomes: "0", failures: "0" },
      expectedFailures: "2",
      failureCost: "2",
      net: "11.16",
      breakEvenFailureCost: "6.58",
      baseline: "14",
      estimableCost: "0.84",
    });
    // 4 of 40 is 3.96 % to 23.05 %: at $1 each, less the 2 expected.
    expect(Number(features[0]?.interval?.high)).toBeCloseTo(13.16, 6);
    expect(Number(features[0]?.interval?.low)).toBeCloseTo(13.16 - (40 * 0.230518 - 2), 3);
    expect(total.net).toBe("11.16");
    expect(Number(total.interval?.low)).toBeCloseTo(Number(features[0]?.interval?.low), 5);
  });
  test("where nothing failed yet the set cost of a failure bounds the net", async () => {
    const [feature] = (await net("feature=never-fails")).features;
    expect(feature).toMatchObject({ net: "13.16", failureCost: "0", rate: { value: null, from: "none" }, breakEvenFailureCost: null });
    expect(Number(feature?.interval?.high)).toBe(13.16);
    // At most 8.76 % of 40 fail, at $2.
    expect(Number(feature?.interval?.low)).toBeCloseTo(13.16 - 2 * 40 * 0.087622, 3);
  });
  test("3 outcomes are no ground for an interval, and a failure whose cost nobody told adds nothing", async () => {
    const { features, total } = await net("feature=few");
    expect(features[0]).toMatchObject({ net: "0.987", failureCost: null, loss: null, uncostedFailures: "1", interval: null });
    expect(features[0]?.noInterval).toMatch(/^3 outcomes of routed requests/);
    expect(total.noInterval).toBe("Too little is known of failures in 1 of 1 routed features: few.");
  });
  test("features add up to the total, and steps to the cost", async () => {
    const { features, total } = await net();
    for (const id of ["net", "routing", "escalation", "estimableCost", "baseline", "cost"] as const)
      expect(add(...features.map((one) => one[id] ?? "0"))).toBe(total[id]);
    expect(total.interval).toBeNull();
  });
  test("what can't be estimated is a number with its reasons", async () => {
    const { inestimable, total } = await net();
    expect(inestimable.requests).toBe("2");
    expect(inestimable.reasons.map(({ reason, requests, cost }) => [reason, requests, cost])).toEqual([
      ["no_price", "1", "0"],
      ["no_baseline", "1", "0.021"],
    ]);
    expect(add(total.estimableCost ?? "x", inestimable.cost ?? "x")).toBe(total.cost);
  });
  test("answers are what the API promises", async () => {
    const [net, mix, chains] = await Promise.all([
      readRoutingNet(sql, RANGE, { now: NOW }),
      readRoutingMix(sql, RANGE, { now: NOW }),
      readRoutingChains(sql, RANGE, { now: NOW }),
    ]);
    expect(routingNetOperation.output.parse(net)).toEqual(net);
    expect(routingMixOperation.output.parse(mix)).toEqual(mix);
    expect(routingChainsOperation.output.parse(chains)).toEqual(chains);
    for (const { id } of (await listRequests(sql, RANGE, { now: NOW })).data.slice(0, 5)) {
      const request = await answerRequest(sql, id);
      expect(getRequestOperation.output.parse(request)).toEqual(request);
    }
  });
  test("nothing at all is zero requests and unknown money", async () => {
    expect(await net("feature=nobody")).toMatchObject({ features: [], further: 0, total: { requests: "0", net: null, interval: null } });
  });
});

describe("the mix of classes", () => {
  test("prices put gpt-4o above mid and gpt-4o-mini below; a person's word wins; the feature's target beats that of all", async () => {
    const before = await readRoutingMix(sql, { ...RANGE, where: ["feature=configured", "feature=chained"] }, { now: NOW });
    expect(before.classes.map((one) => [one.class, one.requests, one.share])).toEqual([
      ["frontier", "4", "0.090909090909"],
      ["mid", "0", "0"],
      ["small", "40", "0.909090909091"],
    ]);
    expect(before.classes[0]?.models).toEqual([
      { provider: "openai", model: "gpt-4o", requests: "4", cost: expect.any(String), from: "price", outputUsdPerMillion: "10" },
    ]);
    expect(before.target).toBeNull();
    await setRouting(sql, "model_class", "gpt-4o", "mid", "2026-10-02");
    await setRouting(sql, "target_mix", "*", { frontier: "0.7", mid: "0.2", small: "0.1" }, "2026-09-15");
    await setRouting(sql, "target_mix", "configured", { frontier: "0.1", mid: "0.2", small: "0.7" });
    const after = await readRoutingMix(sql, { ...RANGE, where: "feature=configured" }, { now: NOW });
    expect(after.classes.map((one) => [one.class, one.requests, one.target])).toEqual([
      ["frontier", "0", "0.1"],
      ["mid", "0", "0.2"],
      ["small", "40", "0.7"],
    ]);
    expect(after.target).toEqual({ subject: "configured", from: null });
    const all = await readRoutingMix(sql, { ...RANGE }, { now: NOW });
    expect(all.target).toEqual({ subject: "*", from: "2026-09-15" });
    expect(all.classes.find((one) => one.class === "mid")?.models[0]).toMatchObject({ model: "gpt-4o", from: "set" });
    expect(all.classes.at(-1)).toMatchObject({ class: null, requests: "1", share: null });
  });
});

describe("chains", () => {
  test("2 escalations cost $0.042 and 1 retry $0.35, the dearest first, as the metrics say", async () => {
    const { chains, cutBefore } = await readRoutingChains(sql, { ...RANGE }, { now: NOW });
    const [mini, big] = ["gpt-4o-mini", "gpt-4o"].map((model) => ({ provider: "openai", model }));
    expect(chains).toEqual([
      { kind: "retry", first: big, answered: big, requests: "1", attempts: "1", cost: "0.35" },
      { kind: "escalation", first: mini, answered: big, requests: "2", attempts: "2", cost: "0.042" },
    ]);
    expect(cutBefore).toBeNull();
    const { total } = await net();
    expect([total.escalation, total.retry, total.unanswered]).toEqual(["0.042", "0.35", "0.25"]);
  });
});

describe("the calls behind a figure", () => {
  const ids = async (input: RequestQuery) => (await listRequests(sql, { ...RANGE, limit: 200, ...input }, { now: NOW })).data.length;
  test.each([
    [{ step: "routing" }, 83],
    [{ step: "routed" }, 83],
    [{ step: "escalation" }, 2],
    [{ step: "retry" }, 1],
    [{ step: "error" }, 1],
    [{ step: "cache" }, 0],
    [{ step: "inestimable" }, 2],
    [{ outcome: "failure" }, 5],
    [{ outcome: "success", where: "feature=few" }, 2],
    [{ outcome: "escalated" }, 0],
    [{ step: "routed", outcome: "failure", where: "feature=few" }, 1],
  ] as const)("%j: %i", async (input, count) => expect(await ids(input)).toBe(count));
  test("an unknown step is refused with those there are", async () => {
    await expect(ids({ step: "magic" as "cache" })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringMatching(/prompt_cache/),
    });
  });
});

describe("one request", () => {
  const open = async (record: string) => {
    const [row] = await sql<{ id: string }[]>`select id from attempt where record_id = pack_id(${record})`;
    return answerRequest(sql, row?.id ?? "");
  };
  test("an escalated one: from the $0.35 it would have cost to $0.371, with the role of both attempts", async () => {
    for (const record of ["e0-1", "e0-2"]) {
      const { ledger, outcome } = await open(record);
      expect(ledger.wouldHaveCost).toBe("0.35");
      expect(ledger.steps.filter(({ saved }) => saved !== "0")).toEqual([{ step: "escalation", saved: "-0.021", after: "0.371" }]);
      expect(ledger.steps.at(-1)?.after).toBe("0.371");
      expect(ledger.cost).toBe("0.371");
      expect(ledger.attempts.map(({ number, role, model }) => [number, role, model])).toEqual([
        [1, "escalation", "gpt-4o-mini"],
        [2, "answer_escalated", "gpt-4o"],
      ]);
      expect(ledger.baseline).toEqual({ provider: null, model: "gpt-4o", from: "requested", since: null, contextTokens: null });
      expect(outcome).toBeNull();
    }
  });
  test("a routed one that failed: baseline of its feature, routing $0.329, and what the failure cost", async () => {
    const { ledger, outcome } = await open("c-0");
    expect(ledger).toMatchObject({
      estimable: true,
      baseline: { provider: "openai", model: "gpt-4o", from: "feature", since: "2026-09-01" },
      wouldHaveCost: "0.35",
      cost: "0.021",
    });
    expect(ledger.steps.map(({ step, saved }) => [step, saved])).toContainEqual(["routing", "0.329"]);
    expect(outcome).toMatchObject({ result: "failure", failureCost: "1", told: [{ result: "failure", counted: true, failureCost: "1" }] });
  });
  test("one that nothing answered cost $0.25 instead of nothing", async () => {
    const { ledger } = await open("unanswered-1");
    expect(ledger).toMatchObject({ wouldHaveCost: "0", cost: "0.25" });
    expect(ledger.attempts[0]?.role).toBe("error");
  });
  test("one that is not estimable says why, and has no steps", async () => {
    expect((await open("mystery")).ledger).toMatchObject({
      estimable: false,
      reason: { code: "no_price" },
      wouldHaveCost: null,
      steps: [],
    });
    expect((await open("alias")).ledger.reason?.code).toBe("no_baseline");
  });
  test("an outcome of the session counts for its requests, and stands on one of them", async () => {
    const session = { session_id: "s-1" };
    const [first, second] = ["in-session-1", "in-session-2"] as const;
    await ingestText(
      sql,
      lines([first, second].map((id, i) => line(id, { ...session, startTime: DAY + i, endTime: DAY + i + 1 }, feature("sessions")))),
    );
    await tellOutcomes(sql, [
      { session_id: "s-1", outcome: "failure", failure_cost: "5" },
      { request_id: second, outcome: "success" },
    ]);
    const [one, other] = [await open(first), await open(second)];
    expect(one.outcome).toMatchObject({ result: "failure", told: [{ scope: "session", subject: "s-1", counted: true }] });
    expect(other.outcome?.result).toBe("failure");
    expect(other.outcome?.told.map(({ scope, counted, uncounted }) => [scope, counted, uncounted])).toEqual([
      ["session", true, null],
      ["request", false, "What was told of its session counts instead."],
    ]);
    expect([one.outcome?.attempt, other.outcome?.attempt].filter((id) => id != null)).toHaveLength(1);
  });
  test("what was told comes with who told it and whether it counts, the one that counts first", async () => {
    await tellOutcomes(sql, [{ request_id: "c-1", outcome: "success", value: "2" }]);
    const { outcome } = await open("c-1");
    expect(outcome?.result).toBe("success");
    expect(outcome).toMatchObject({ value: "2", failureCost: null });
    expect(outcome?.told.map((one) => [one.scope, one.result, one.counted, one.source, one.uncounted])).toEqual([
      ["request", "success", true, "Outcomes", null],
      ["request", "failure", false, "Outcomes", "It was told anew later."],
    ]);
  });
});
