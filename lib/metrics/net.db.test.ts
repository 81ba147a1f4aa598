import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { add } from "../money";
import { type QueryInput, runQuery } from "./index";
import { routedLog, setRouting, type TestRequest } from "./testing-routing";

const NOW = Date.parse("2026-10-05T00:00:00Z");
const DAY_1 = Date.parse("2026-10-01T08:00:00Z") / 1000;
const DAY_2 = DAY_1 + 86_400;
const { sql } = openTestDatabase({ max: 2 });
const ask = async (metric: string, input: Partial<QueryInput> = {}) =>
  (await runQuery(sql, { from: "2026-10-01", to: "2026-10-04", metric, ...input }, { now: NOW })).data;
const one = async (metric: string, input: Partial<QueryInput> = {}) => (await ask(metric, input))[0]?.[metric];

const many = (count: number, of: (i: number) => Omit<TestRequest, "id">, name: string): TestRequest[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${name}-${i}`, ...of(i) }));

beforeAll(async () => {
  await setRouting(sql, "baseline_failure_rate", "configured", "0.1");
  await setRouting(sql, "baseline_failure_rate", "generous", "0.9", "2026-09-01");
  // Set for all features until the 2nd, when nothing is set any more.
  await setRouting(sql, "baseline_failure_rate", "*", "0.02", "2026-08-01");
  await setRouting(sql, "baseline_failure_rate", "*", null, "2026-09-15");
  await routedLog(sql, [
    // 40 routed requests in two days, 35 with an outcome: none of 20 failed on the first day, 5 of 15 on the second, $1 each.
    ...many(20, () => ({ feature: "measured", at: DAY_1, team: "a", outcome: "success" }), "m1"),
    ...many(15, (i) => ({ feature: "measured", at: DAY_2, team: "b", outcome: i < 5 ? "failure" : "success", failureCost: "1" }), "m2"),
    ...many(5, () => ({ feature: "measured", at: DAY_2, team: "b" }), "m3"),
    // The baseline itself answered 40: 2 failed, which is 5 %.
    ...many(
      40,
      (i) => ({ feature: "measured", at: DAY_1, model: "gpt-4o", team: "a", outcome: i < 2 ? "failure" : "success", failureCost: "1" }),
      "m4",
    ),
    // 10 routed, 2 failed at $2 each; told is 10 %.
    ...many(
      10,
      (i) => ({ feature: "configured", at: DAY_1, team: "a", outcome: i < 2 ? "failure" : "success", failureCost: "2", value: "3" }),
      "c",
    ),
    // 10 routed, 1 failed: less than the baseline's 90 %.
    ...many(10, (i) => ({ feature: "generous", at: DAY_1, team: "a", outcome: i < 1 ? "failure" : "escalated", failureCost: "3" }), "g"),
    // 29 outcomes of the baseline are too few to measure its rate; a failure whose cost nobody told.
    ...many(
      4,
      (i) => ({ feature: "unknown-rate", at: DAY_2, team: "b", outcome: "failure", ...(i < 3 ? { failureCost: "0.5" } : {}) }),
      "u",
    ),
    ...many(29, () => ({ feature: "unknown-rate", at: DAY_2, model: "gpt-4o", team: "b", outcome: "failure", failureCost: "0.5" }), "u2"),
    // Nobody told what became of these.
    ...many(3, () => ({ feature: "silent", at: DAY_1, team: "b" }), "s"),
    { id: "no-feature", feature: null, at: DAY_1, team: "b", outcome: "failure", failureCost: "0.25" },
    // No price for it, and so no ledger.
    {
      id: "mystery",
      feature: "unpriced",
      at: DAY_1,
      team: "c",
      over: { model: "mystery-1", model_group: "mystery-1", custom_llm_provider: "nobody" },
    },
  ]);
}, 60_000);

describe("what failures cost, by hand", () => {
  test.each([
    // 5 × (1 − 0.05 × 35 ÷ 5)
    ["measured", "3.25"],
    // 4 × (1 − 0.1 × 10 ÷ 2)
    ["configured", "2"],
    // max(0, 1 − 0.9 × 10 ÷ 1)
    ["generous", "0"],
    // Three told costs; the baseline's rate is unknown, and so 0.
    ["unknown-rate", "1.5"],
    ["silent", null],
    ["unpriced", null],
  ])("%s: %s", async (feature, cost) => expect(await one("failure_cost", { where: `feature=${feature}` })).toBe(cost));

  test("net is routing less that: 40 × $0.329 − $3.25 = $9.91", async () => {
    expect(await ask("routing_savings_net,routing_savings,failure_cost", { where: "feature=measured" })).toEqual([
      { routing_savings_net: "9.91", routing_savings: "13.16", failure_cost: "3.25" },
    ]);
  });
  test("without an outcome net is what routing saved: nothing is extrapolated", async () => {
    expect(await one("routing_savings_net", { where: "feature=silent" })).toBe("0.987");
  });
  test("nothing estimable is unknown, no call at all is zero, and a day outside coverage is unknown", async () => {
    expect(await one("routing_savings_net", { where: "feature=unpriced" })).toBeNull();
    expect(await one("routing_savings_net", { where: "feature=nobody" })).toBe("0");
    expect(await one("routing_savings_net", { from: "2026-07-01", to: "2026-07-02" })).toBeNull();
  });
  test("features add up to the total, largest net first", async () => {
    const features = await ask("routing_savings_net", { by: "feature" });
    expect(features.map((row) => [row.feature, row.routing_savings_net])).toEqual([
      ["measured", "9.91"],
      ["generous", "3.29"],
      ["configured", "1.29"],
      ["silent", "0.987"],
      [null, "0.079"],
      ["unknown-rate", "-0.184"],
      ["unpriced", null],
    ]);
    expect(await one("routing_savings_net")).toBe(add(...features.map((row) => row.routing_savings_net ?? "0")));
  });
  test("a day has its own failures against the rate of the whole range, so days need not add up", async () => {
    expect(await ask("failure_cost", { by: "day", where: "feature=measured", order: "time" })).toEqual([
      { day: "2026-10-01", failure_cost: "0" },
      // 5 × (1 − 0.05 × 15 ÷ 5)
      { day: "2026-10-02", failure_cost: "4.25" },
      { day: "2026-10-03", failure_cost: null },
    ]);
  });
  test("the measured rate is the feature's, whichever team is asked for", async () => {
    expect(await one("failure_cost", { where: ["feature=measured", "team=b"] })).toBe("4.25");
    expect(await one("failure_cost", { where: ["feature=measured", "requested_model=gpt-4o", "model=gpt-4o-mini"] })).toBe("3.25");
  });
  test("hours, weeks and the largest of a dimension ask the same way", async () => {
    const hours = await ask("failure_cost", { by: "hour", where: "feature=measured", order: "time" });
    expect(hours.filter((row) => row.failure_cost != null)).toEqual([
      { hour: "2026-10-01T08:00:00+00:00", failure_cost: "0" },
      { hour: "2026-10-02T08:00:00+00:00", failure_cost: "4.25" },
    ]);
    expect((await ask("failure_cost", { by: "week", where: "feature=measured" }))[0]).toMatchObject({ failure_cost: "3.25" });
    const { data, rest } = await runQuery(
      sql,
      { from: "2026-10-01", to: "2026-10-04", metric: "routing_savings_net,failure_cost", by: "feature", top: 1 },
      { now: NOW },
    );
    expect(data).toEqual([{ feature: "measured", routing_savings_net: "9.91", failure_cost: "3.25" }]);
    expect(rest).toEqual([{ feature: null, routing_savings_net: "5.462", failure_cost: "3.75" }]);
  });
  test("a rate that holds from the 2nd weighs only what came after it", async () => {
    await setRouting(sql, "baseline_failure_rate", "measured", "0.2", "2026-10-02");
    // 5 × (1 − (0.05 × 20 + 0.2 × 15) ÷ 5)
    expect(await one("failure_cost", { where: "feature=measured" })).toBe("1");
    await sql`update routing_setting set retired_at = now(), retired_by = 'test' where subject = 'measured'`;
    expect(await one("failure_cost", { where: "feature=measured" })).toBe("3.25");
  });
});

describe("outcomes, by hand", () => {
  test("of 85 outcomes of two features 76 are a success", async () => {
    const where = ["feature=measured", "feature=configured"];
    expect(await ask("outcomes,successes,failures,success_rate", { where })).toEqual([
      { outcomes: "85", successes: "76", failures: "9", success_rate: "0.894117647059" },
    ]);
  });
  test("cost per success counts what failures cost: 10 requests of $0.021, 8 successes", async () => {
    const asked = { where: "feature=configured" };
    expect(await one("cost_per_success", asked)).toBe("0.02625");
    expect(await one("outcome_value", asked)).toBe("30");
    expect(await one("outcome_value", { where: "feature=measured" })).toBeNull();
    expect(await one("cost_per_success", { where: "feature=silent" })).toBeNull();
    expect(await one("cost_per_success", { where: "feature=unknown-rate" })).toBeNull();
  });
  test("a failure without a cost is counted, and adds nothing", async () => {
    expect(await one("uncosted_failures")).toBe("1");
    expect(await one("uncosted_failures", { where: "feature=measured" })).toBe("0");
  });
  test("Wilson: 8 of 10 is 49.0 % to 94.3 %; none of 1 is 0 at least (escalated ones are neither), all of 20 is 1 at most", async () => {
    const ends = async (where: string | string[]) => {
      const [row] = await ask("success_rate_low,success_rate_high", { where });
      return [Number(row?.success_rate_low).toFixed(4), Number(row?.success_rate_high).toFixed(4)];
    };
    expect(await ends("feature=configured")).toEqual(["0.4902", "0.9433"]);
    expect(await ends("feature=generous")).toEqual(["0.0000", "0.7935"]);
    expect(await ends(["feature=measured", "team=a", "model=gpt-4o-mini"])).toEqual(["0.8389", "1.0000"]);
    expect(await one("success_rate_low", { where: "feature=silent" })).toBeNull();
  });
});

describe("laws", () => {
  const HOUR = 3_600_000;
  const LEDGER =
    "baseline_cost,cost,estimable_cost,routing_savings,waste_cost,overhead_cost,outcomes,failures,routed_requests,requests,failure_cost,routing_savings_net";
  test("the answer of any range from rollups is that of its parts from facts", async () => {
    const start = Date.parse("2026-10-01T00:00:00Z");
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("feature", "team"),
        async (from, length, by) => {
          const range = { from: new Date(start + from * HOUR).toISOString(), to: new Date(start + (from + length) * HOUR).toISOString() };
          // No rollup holds both, so that this one reads facts.
          const [rollups, facts] = await Promise.all([
            runQuery(sql, { ...range, metric: LEDGER, by }, { now: NOW }),
            runQuery(sql, { ...range, metric: LEDGER, by, where: ["environment=", "api_key=key-1", "api_key="] }, { now: NOW }),
          ]);
          expect(facts.meta.answeredFrom).toBe("facts");
          expect(rollups.data).toEqual(facts.data);
          const [total] = (await runQuery(sql, { ...range, metric: LEDGER }, { now: NOW })).data;
          for (const id of ["routing_savings_net", "failure_cost", "baseline_cost", "outcomes"])
            if (by === "feature" && rollups.data.length > 0)
              expect(add(...rollups.data.map((row) => row[id] ?? "0"))).toBe(total?.[id] ?? "0");
        },
      ),
      { numRuns: 12 },
    );
  });
  test("baseline − savings + waste + overhead = cost of what is estimable, by each dimension", async () => {
    for (const by of ["feature", "model", "team", "source", "day"]) {
      const rows = await ask(
        "baseline_cost,cache_savings,context_savings,routing_savings,prompt_cache_savings,tier_savings,waste_cost,overhead_cost,estimable_cost,inestimable_cost,cost",
        { by },
      );
      for (const row of rows) {
        if (row.baseline_cost == null) continue;
        const saved = ["cache_savings", "context_savings", "routing_savings", "prompt_cache_savings", "tier_savings"].map(
          (id) => row[id] ?? "x",
        );
        expect(add(row.estimable_cost ?? "x", ...saved)).toBe(add(row.baseline_cost, row.waste_cost ?? "x", row.overhead_cost ?? "x"));
        expect(add(row.estimable_cost ?? "x", row.inestimable_cost ?? "x")).toBe(row.cost);
      }
    }
  });
});
