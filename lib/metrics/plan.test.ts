import { describe, expect, test } from "vitest";
import { parseRange } from "../time";
import { toCsv } from "./csv";
import { describeMetrics, metrics } from "./index";
import { isWholeDays, type Plan, planCalls, planName, type Question } from "./plan";
import { parseQuery } from "./query";

const zone = "Europe/Berlin";
const plan = (given: Partial<Question>, from = "2026-10-01", to = "2026-11-01"): Plan =>
  planCalls({ range: parseRange({ from, to }, zone, 0), zone, grain: null, columns: [], measures: ["rows", "cost"], ...given });

describe("the smallest rollup that can answer", () => {
  test.each([
    [[], "rollup_day_core"],
    [["source", "status"], "rollup_day_core"],
    [["provider"], "rollup_day_core"],
    [["model"], "rollup_day_model"],
    [["feature"], "rollup_day_feature"],
    [["team", "feature"], "rollup_day_feature"],
    [["environment"], "rollup_day_project"],
    [["feature", "model"], "rollup_day_ledger"],
    [["api_key"], "rollup_day_key"],
    [["user_id"], "rollup_day_user"],
    [["customer"], "rollup_day_customer"],
    [["feature", "environment"], "facts"],
    [["user_id", "model"], "facts"],
  ] as const)("%j is answered by %s", (columns, name) => expect(planName(plan({ columns }))).toBe(name));

  test("a measure that the key rollup lacks goes to facts", () => {
    expect(planName(plan({ columns: ["api_key"], measures: ["errors"] }))).toBe("facts");
  });
  test("hours by feature and model have rollups; hours by key don't", () => {
    expect(planName(plan({ grain: "hour", columns: ["feature"] }))).toBe("rollup_hour_feature");
    expect(planName(plan({ grain: "hour", columns: ["model"] }))).toBe("rollup_hour_model");
    expect(planName(plan({ grain: "hour", columns: ["api_key"] }))).toBe("facts");
  });
});

describe("ranges that cut buckets", () => {
  test("whole days from the rollup, both ends from facts, without gap or overlap", () => {
    const cut = plan({ columns: ["customer"] }, "2026-10-24T12:00:00+02:00", "2026-10-27T06:00:00+01:00");
    expect(cut.days).toEqual({ from: "2026-10-25", to: "2026-10-27" });
    expect(cut.facts.map(({ from, to }) => [new Date(from).toISOString(), new Date(to).toISOString()])).toEqual([
      ["2026-10-24T10:00:00.000Z", "2026-10-24T22:00:00.000Z"],
      ["2026-10-26T23:00:00.000Z", "2026-10-27T05:00:00.000Z"],
    ]);
    expect(cut.cuts).toEqual([]);
    expect(planName(cut)).toBe("rollup_day_customer+facts");
    expect(cut.leavesDayBuckets).toBe(true);
  });
  test("a day cut at 22:00 comes whole from the rollup, and facts take its last two hours away", () => {
    const cut = plan({ columns: ["customer"] }, "2026-10-20", "2026-10-27T22:00:00+01:00");
    expect(cut.days).toEqual({ from: "2026-10-20", to: "2026-10-27" });
    expect(cut.facts).toEqual([]);
    expect(cut.cuts).toEqual([
      { day: "2026-10-27", beyond: { from: Date.parse("2026-10-27T21:00:00Z"), to: Date.parse("2026-10-27T23:00:00Z") } },
    ]);
    expect(planName(cut)).toBe("rollup_day_customer+facts");
  });
  test("whole hours of the ends from the hour rollup, the minutes from facts", () => {
    const cut = plan({ columns: ["model"] }, "2026-10-24T12:00:00+02:00", "2026-10-27T06:10:00+01:00");
    const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];
    expect(cut.days).toEqual({ from: "2026-10-25", to: "2026-10-27" });
    expect(cut.ends?.ranges.map(iso)).toEqual([
      ["2026-10-24T10:00:00.000Z", "2026-10-24T22:00:00.000Z"],
      ["2026-10-26T23:00:00.000Z", "2026-10-27T05:00:00.000Z"],
    ]);
    expect(cut.facts.map(iso)).toEqual([["2026-10-27T05:00:00.000Z", "2026-10-27T05:10:00.000Z"]]);
    expect(planName(cut)).toBe("rollup_day_model+rollup_hour_model+facts");
  });
  test("an hour cut at minute 50 comes whole from the rollup, and facts take its last ten minutes away; one begun at minute 10 likewise", () => {
    const iso = ({ from, to }: { from: number; to: number }) => [new Date(from).toISOString(), new Date(to).toISOString()];
    const cut = plan({ columns: ["model"] }, "2026-10-20T00:00:00+02:00", "2026-10-27T05:50:00+01:00");
    expect(cut.ends?.ranges.map(iso)).toEqual([["2026-10-26T23:00:00.000Z", "2026-10-27T05:00:00.000Z"]]);
    expect([cut.less.map(iso), cut.facts]).toEqual([[["2026-10-27T04:50:00.000Z", "2026-10-27T05:00:00.000Z"]], []]);
    const within = plan({}, "2026-10-24T06:10:00Z", "2026-10-24T06:50:00Z");
    expect(within.hours && iso(within.hours)).toEqual(["2026-10-24T06:00:00.000Z", "2026-10-24T07:00:00.000Z"]);
    expect(within.less.map(iso)).toEqual([
      ["2026-10-24T06:00:00.000Z", "2026-10-24T06:10:00.000Z"],
      ["2026-10-24T06:50:00.000Z", "2026-10-24T07:00:00.000Z"],
    ]);
  });
  test("six hours within a day come from the hour rollup", () => {
    expect(planName(plan({}, "2026-10-24T06:00:00Z", "2026-10-24T12:00:00Z"))).toBe("rollup_hour_feature");
  });
  test("ten minutes come from facts", () => {
    expect(planName(plan({}, "2026-10-24T06:10:00Z", "2026-10-24T06:20:00Z"))).toBe("facts");
  });
  test("facts keep day-wide counts for whole days only, and hours for none", () => {
    const columns = ["feature", "environment"] as const;
    expect(plan({ columns }).bucketDays).toEqual({ from: "2026-10-01", to: "2026-11-01" });
    expect(plan({ columns }).leavesDayBuckets).toBe(false);
    expect(plan({ columns, grain: "hour" }).bucketDays).toBeNull();
    expect(plan({ columns, grain: "hour" }).leavesDayBuckets).toBe(true);
  });
  test("a day of 25 hours is a whole day", () =>
    expect(isWholeDays(parseRange({ from: "2026-10-25", to: "2026-10-26" }, zone, 0), zone)).toBe(true));
});

describe("a question as text", () => {
  test("lists may be text; repeated filters of one dimension are alternatives; nothing means unknown", () => {
    expect(parseQuery({ metric: "cost, requests", by: "model,day", where: ["feature=a=b", "feature=", "team=t"] })).toMatchObject({
      metric: ["cost", "requests"],
      by: ["model", "day"],
      order: "value",
      where: [
        { dimension: "feature", values: ["a=b", null] },
        { dimension: "team", values: ["t"] },
      ],
    });
  });
  test("a checked question can be checked again", () => {
    const query = parseQuery({ metric: "cost", by: "day,feature", where: "feature=x", top: "8", limit: "50" });
    expect(parseQuery(query)).toEqual(query);
  });
  test("empty text in an address means not given", () => {
    expect(parseQuery({ metric: "cost", by: "", from: "", to: "", where: "", top: "", cursor: "", order: "" })).toMatchObject({
      by: [],
      where: [],
      order: "value",
    });
  });
});

describe("CSV", () => {
  const meta = { by: ["feature"], metrics: [{ id: "cost", label: "Cost", unit: "usd" as const }] };
  test("a value that a spreadsheet would run starts with an apostrophe; a negative number stays a number", () => {
    const data = ["=1+1", "+x", "-x", "@x", 'say "hi", you', null].map((feature) => ({ feature, cost: "-1.5" }));
    expect(toCsv({ data, meta }).split("\r\n")).toEqual([
      "feature,cost",
      "'=1+1,-1.5",
      "'+x,-1.5",
      "'-x,-1.5",
      "'@x,-1.5",
      '"say ""hi"", you",-1.5',
      ",-1.5",
      "",
    ]);
  });
  test("what is folded together stands last", () => {
    expect(toCsv({ data: [{ feature: "a", cost: "2" }], rest: [{ feature: null, cost: "1" }], meta })).toBe(
      "feature,cost\r\na,2\r\n(other),1\r\n",
    );
  });
});

test("every metric has its own id, a definition that ends as a sentence, and a place in the description", () => {
  expect(new Set(metrics.map((metric) => metric.id)).size).toBe(metrics.length);
  for (const { id, definition, label } of describeMetrics()) {
    expect(definition, id).toMatch(/\.$/);
    expect(label, id).toMatch(/^[A-Z]/);
  }
});

test("savings, costs and counts of the ledger add up; rates, intervals, averages and what failures cost don't", () => {
  const sums = new Map(describeMetrics().map(({ id, sum }) => [id, sum]));
  for (const id of [
    "baseline_cost",
    "routing_savings",
    "waste_cost",
    "inestimable_cost",
    "routed_requests",
    "outcomes",
    "outcome_value",
    "uncosted_failures",
  ])
    expect(sums.get(id), id).toBe(true);
  for (const id of [
    "routing_savings_net",
    "failure_cost",
    "cost_per_success",
    "success_rate",
    "success_rate_low",
    "estimable_share",
    "escalation_rate",
  ])
    expect(sums.get(id), id).toBe(false);
});
