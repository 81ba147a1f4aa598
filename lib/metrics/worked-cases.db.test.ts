import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { failedCall, ingestText, call as line, lines } from "../ingest/testing";
import { divide, formatUsd, multiply } from "../money";
import { addPrice, priceInput } from "../prices";
import { verify } from "../rollups";
import { routingInput, setRouting } from "../savings";
import { runQuery } from "./index";

/** The three worked cases of the savings ledger, from lines of a gateway's log to the figures on the page. */
const NOW = new Date("2026-11-22T12:00:00Z");
const DAY = Date.parse("2026-11-02T08:00:00Z") / 1000;
const { sql } = openTestDatabase({ max: 4 });

type Rates = { input: string; output: string; read?: string; write?: string; tier?: "standard" | "batch" };
async function price(model: string, { input, output, read, write, tier = "standard" }: Rates): Promise<void> {
  const lines = [
    { unit: "input_uncached", usdPerMillion: input },
    { unit: "output", usdPerMillion: output },
    ...(read ? [{ unit: "cache_read", usdPerMillion: read }] : []),
    ...(write ? [{ unit: "cache_write_5m", usdPerMillion: write }] : []),
  ];
  const entry = priceInput.parse({ provider: "openai", model, tier, lines, validFrom: "2026-01-01", source: "the worked cases" });
  await sql.begin((tx) => addPrice(tx, entry, "test", NOW));
}

interface Call {
  id: string;
  feature: string;
  model: string;
  asked: string;
  input: number;
  output: number;
  read?: number;
  write?: number;
  batch?: boolean;
  trace?: string;
  /** Seconds after the beginning. */
  at?: number;
}
function logged({ id, feature, model, asked, input, output, read = 0, write = 0, batch = false, trace, at = 0 }: Call, failed = false) {
  const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  const usage_object = {
    ...counts,
    prompt_tokens_details: { cached_tokens: read },
    cache_creation_input_tokens: write,
    service_tier: batch ? "batch" : "default",
  };
  const times = { startTime: DAY + at, endTime: DAY + at + 1, completionStartTime: DAY + at + 1 };
  const over = { model, model_group: asked, response_cost: 0, ...counts, ...times, ...(trace ? { trace_id: trace } : {}) };
  return (failed ? failedCall : line)(id, over, { usage_object, spend_logs_metadata: { feature } });
}
const many = <T>(count: number, of: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => of(i));

async function ingest(records: readonly unknown[], now = NOW): Promise<void> {
  const report = await ingestText(sql, lines(records), { now });
  expect(report.rejected).toBe(0);
}
/** Figures of a feature as the API answers them. */
async function figures(feature: string, metric: string): Promise<Record<string, string | null | undefined>> {
  const { data } = await runQuery(
    sql,
    { metric, from: "2026-11-01", to: "2026-12-01", where: [`feature=${feature}`] },
    { now: NOW.getTime() },
  );
  return (data[0] ?? {}) as Record<string, string | null | undefined>;
}
const cents = (row: Record<string, string | null | undefined>) =>
  Object.fromEntries(Object.entries(row).map(([id, value]) => [id, value == null ? value : formatUsd(value)]));

test("the insurer: +$4,000.00 by routing and one failure of $250,000 make −$246,000.00 net", async () => {
  // A claim of 70,588 + 40,000 tokens costs $4.70588 on the one model and $0.70588 on the other.
  await price("careful", { input: "10", output: "100" });
  await price("quick", { input: "5", output: "8.8235" });
  await ingest(
    many(1_000, (i) => logged({ id: `claim-${i}`, feature: "claims", model: "quick", asked: "careful", input: 70_588, output: 40_000 })),
  );
  await ingestText(sql, lines([{ request_id: "claim-417", outcome: "failure", failure_cost: "250000" }]), {
    now: new Date(NOW.getTime() + 1_000),
    kind: "outcomes",
    source: "outcomes",
    origin: "push",
  });
  expect(cents(await figures("claims", "baseline_cost,cost,routing_savings,failure_cost,routing_savings_net"))).toEqual({
    baseline_cost: "$4,705.88",
    cost: "$705.88",
    routing_savings: "$4,000.00",
    failure_cost: "$250,000.00",
    routing_savings_net: "−$246,000.00",
  });
});

/**
 * Of a million requests, 2,050: the smallest number with the shares of the text whose sums are exact. 820 go to the frontier model, 410 to the mid and 820 to
 * the small one; "12.4 % of the rest" is 3,168 ÷ 25,584 of what they cost by then, which 132 of the frontier requests are.
 */
test("the software company: from $87,000 to $24,000 by context, routing, prompt cache and tier", async () => {
  await price("frontier", { input: "10", output: "30", read: "1", write: "12.5" });
  await price("frontier", { input: "5", output: "15", read: "0.5", write: "6.25", tier: "batch" });
  await price("mid", { input: "4", output: "12", read: "0.4", write: "5" });
  await price("small", { input: "1", output: "3", read: "0.1", write: "1.25" });
  const declared = routingInput.parse({ field: "context_tokens", subject: "assistant", value: 6_000 });
  await sql.begin((tx) => setRouting(tx, declared, "test", NOW));
  const shape = { feature: "assistant", asked: "frontier", input: 4_000, output: 900, read: 2_000, write: 80 };
  await ingest([
    ...many(820, (i) => logged({ ...shape, id: `f${i}`, model: "frontier", batch: i < 132 })),
    ...many(410, (i) => logged({ ...shape, id: `m${i}`, model: "mid" })),
    ...many(820, (i) => logged({ ...shape, id: `s${i}`, model: "small" })),
  ]);
  const row = await figures(
    "assistant",
    "baseline_cost,cache_savings,context_savings,routing_savings,prompt_cache_savings,tier_savings,waste_cost,overhead_cost,cost,inestimable_cost",
  );
  expect(row).toMatchObject({ baseline_cost: "178.35", context_savings: "41", cost: "49.2" });
  const ofAMillion = Object.fromEntries(
    Object.entries(row).map(([id, value]) => [id, formatUsd(divide(multiply(value ?? "x", "1000000"), "2050") ?? "x")]),
  );
  expect(ofAMillion).toEqual({
    baseline_cost: "$87,000.00",
    cache_savings: "$0.00",
    context_savings: "$20,000.00",
    routing_savings: "$32,160.00",
    prompt_cache_savings: "$9,256.00",
    tier_savings: "$1,584.00",
    waste_cost: "$0.00",
    overhead_cost: "$0.00",
    cost: "$24,000.00",
    inestimable_cost: "$0.00",
  });
});

describe("the escalation trap: 900 of 1,000 requests try a model at $0.10 first, 360 of them end on the one at $1 after all", () => {
  // 70,000 + 10,000 tokens are $1 on the frontier model and $0.10 on the small one.
  const shape = { asked: "frontier", input: 70_000, output: 10_000 };
  const rest = (feature: string) => [
    ...many(540, (i) => logged({ ...shape, feature, id: `${feature}-small-${i}`, model: "small" })),
    ...many(100, (i) => logged({ ...shape, feature, id: `${feature}-frontier-${i}`, model: "frontier" })),
  ];
  const tries = (feature: string, failed: boolean) =>
    many(360, (i) => {
      const trace = `${feature}-${i}`;
      return [
        logged({ ...shape, feature, id: `${trace}-1`, model: "small", trace }, failed),
        logged({ ...shape, feature, id: `${trace}-2`, model: "frontier", trace, at: 5 }),
      ];
    }).flat();
  const expected = {
    cost: "$550.00",
    routing_savings: "$486.00",
    escalation_cost: "$36.00",
    routing_savings_net: "$450.00",
    cost_per_1k_requests: "$550.00",
    baseline_cost: "$1,000.00",
  };
  const METRICS = "cost,routing_savings,escalation_cost,routing_savings_net,cost_per_1k_requests,baseline_cost";

  test("the gateway says that they failed: actual $550, routing +$486, escalation −$36, net +$450", async () => {
    await ingest([...rest("failing"), ...tries("failing", true)]);
    expect(cents(await figures("failing", METRICS))).toEqual(expected);
    expect(await figures("failing", "requests,attempts")).toEqual({ requests: "1000", attempts: "1360" });
  });

  test("an outcome says that they were escalated: the same", async () => {
    await ingest([...rest("told"), ...tries("told", false)]);
    const outcomes = many(360, (i) => ({ request_id: `told-${i}-1`, outcome: "escalated" }));
    await ingestText(sql, lines(outcomes), { now: new Date(NOW.getTime() + 2_000), kind: "outcomes", source: "outcomes", origin: "push" });
    expect(cents(await figures("told", METRICS))).toEqual(expected);
    expect(await figures("told", "requests,attempts")).toEqual({ requests: "1000", attempts: "1360" });
  });
});

test("all of it agrees with its facts", async () => {
  expect(await verify(sql, "UTC")).toEqual([]);
});
