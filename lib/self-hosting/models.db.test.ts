import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { retireGpuRate, retireGpuRule, setGpuRate, setGpuRule } from "../gpu";
import { ingestText, lines, NOW } from "../ingest/testing";
import { runQuery } from "../metrics";
import { compact, formatRatio, formatUsd } from "../money";
import { addPrice, priceInput } from "../prices";
import type { HostedModel } from "./models-answer";
import { readGpuModels } from "./read-models";
import { cardDay, DAY, hostedCall, LLAMA, llamaDay, serverDay } from "./testing-models";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url);
  await sql.begin(async (tx) => {
    const price = { provider: "hosted_vllm", model: LLAMA, validFrom: "2026-01-01", source: "internal price list" };
    const at = (unit: string) => ({ unit, usdPerMillion: "0.30" });
    await addPrice(tx, priceInput.parse({ ...price, lines: [at("input_uncached"), at("output")] }), "test", NOW);
  });
  await ingestText(sql, llamaDay());
  await ingestText(sql, lines(["a", "b", "c"].map((id) => hostedCall(id, LLAMA, { input: 72_000_000, output: 18_000_000 }))));
});
const set: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of set.splice(0)) await undo();
});
afterAll(async () => {
  await sql?.end();
  await database?.close();
});

const now = NOW.getTime();
const read = (input: object = {}) => readGpuModels(sql, { ...DAY, ...input }, { now });
const model = async (name: string, input: object = {}): Promise<HostedModel> => {
  const { models } = await read(input);
  const found = models.find((one) => one.model === name);
  if (!found) throw new Error(`no ${name} among ${models.map((one) => one.model).join(", ")}`);
  return found;
};
/** Rates and rules hold for one test. */
const rate = async (subject: string, usdPerHour: string | null, fromDay: string | null = null) => {
  const id = await setGpuRate(sql, { field: "host", subject, usdPerHour, fromDay }, "test");
  set.push(() => retireGpuRate(sql, id, "test"));
};
const rule = async (input: { field: string; subject: string; sets: string; value: string | null; fromDay?: string }) => {
  const id = await setGpuRule(sql, input, "test");
  set.push(() => retireGpuRule(sql, id, "test"));
};
/** The internal price names the model, and so its calls and its server. */
const NAME = LLAMA;
const against = (value: string | null, subject: string = NAME) => rule({ field: "model", subject, sets: "alternative", value });

describe("the worked example of docs/gpu-economics.md", () => {
  test("48 GPU hours at $2.25 serve 108,000 requests: $1.00 per 1,000, $0.25 of it idle; $0.40 per million tokens", async () => {
    await rate("node-1", "2.25");
    await against("openai/gpt-4o-mini");
    expect(await model(NAME)).toEqual({
      model: NAME,
      cards: "2",
      gpuHours: "48",
      gpuCost: "108",
      idleCost: "27",
      unratedShare: "0",
      requests: "108000",
      requestsFrom: "served",
      inputTokens: "216000000",
      cachedTokens: "54000000",
      outputTokens: "54000000",
      costPer1k: "1",
      idlePer1k: "0.25",
      costPerMillionTokens: "0.4",
      idlePerMillionTokens: "0.1",
      utilization: "0.4525",
      tensor: "0.15",
      peakUtilization: "0.6",
      latencyMs: "2000",
      ttftMs: "250",
      queueMs: "50",
      running: "6",
      waiting: "0.5",
      internal: { cost: "81", requests: "3", pricedShare: "1", absorbed: "-27" },
      alternative: {
        provider: "openai",
        model: "gpt-4o-mini",
        from: "rule",
        inputUsd: "0.15",
        cachedUsd: "0.075",
        outputUsd: "0.6",
        day: "2026-11-20",
      },
      breakEven: {
        days: "1",
        gpuCostPerDay: "108",
        apiCostPerDay: "60.75",
        tokensPerDay: "270000000",
        requestsPerDay: "108000",
        apiUsdPerMillion: "0.225",
        breakEvenTokensPerDay: "480000000",
        breakEvenRequestsPerDay: "192000",
        past: false,
        savedPerDay: "-47.25",
      },
      missing: ["Its servers counted 108,000 requests and calls tell of 3: only calls are charged for."],
    });
  });

  test("the page says what the answer says", async () => {
    await rate("node-1", "2.25");
    await against("openai/gpt-4o-mini");
    const told = await model(NAME);
    const page = readFileSync(new URL("../../docs/gpu-economics.md", import.meta.url), "utf8");
    const shown = [...page.matchAll(/^\| [^|]+ \|[^|]+\| +([^|]+?) +\|$/gm)].map(([, figure]) => figure).slice(2);
    expect(shown).toEqual([
      ...[told.gpuCost, told.idleCost].map((usd) => formatUsd(usd)),
      ...[told.utilization, told.tensor].map(formatRatio),
      ...[told.costPer1k, told.idlePer1k, told.costPerMillionTokens, told.idlePerMillionTokens].map((usd) => formatUsd(usd)),
      formatUsd(told.breakEven?.apiCostPerDay ?? null),
      formatUsd(told.breakEven?.apiUsdPerMillion ?? null, "request"),
      `${compact(told.breakEven?.breakEvenTokensPerDay ?? "0")} a day`,
      formatUsd(told.breakEven?.savedPerDay ?? null),
      formatUsd(told.internal?.cost ?? null),
      formatUsd(told.internal?.absorbed ?? null),
    ]);
  });

  test("at $1.00 an hour it is past break-even and saves $12.75 a day; the internal price absorbs $33 too much", async () => {
    await rate("node-1", "1");
    await against("openai/gpt-4o-mini");
    expect(await model(NAME)).toMatchObject({
      internal: { absorbed: "33" },
      breakEven: { gpuCostPerDay: "48", past: true, savedPerDay: "12.75", breakEvenTokensPerDay: "213333333.333333333333" },
    });
  });

  test("each figure is the metric's by model", async () => {
    await rate("node-1", "2.25");
    const told = await model(NAME);
    const metric =
      "gpu_cost,gpu_idle_cost,gpus,gpu_hours,gpu_utilization,gpu_tensor_activity,served_requests,served_cached_tokens,served_latency";
    const { data } = await runQuery(sql, { metric, by: "model", ...DAY }, { now });
    expect(data).toEqual([
      {
        model: NAME,
        gpu_cost: told.gpuCost,
        gpu_idle_cost: told.idleCost,
        gpus: told.cards,
        gpu_hours: told.gpuHours,
        gpu_utilization: told.utilization,
        gpu_tensor_activity: told.tensor,
        served_requests: told.requests,
        served_cached_tokens: told.cachedTokens,
        served_latency: told.latencyMs,
      },
    ]);
  });
});

describe("what is not known is null, with its reason", () => {
  test("no price per hour: hours and traffic are told, money and break-even are not", async () => {
    expect(await model(NAME)).toMatchObject({
      gpuHours: "48",
      requests: "108000",
      gpuCost: null,
      costPer1k: null,
      unratedShare: "1",
      internal: { cost: "81", absorbed: null },
      breakEven: null,
      missing: expect.arrayContaining([expect.stringContaining("no price per hour, so nobody knows what it costs")]),
    });
    expect((await read()).total).toMatchObject({
      gpuCost: null,
      requests: "108000",
      missing: [`Cost leaves out ${NAME}: no price per hour is known.`],
    });
  });

  test("a price for half of the range: cost is told with the share it lacks, break-even is not", async () => {
    await rate("node-1", "2", "2026-11-20");
    const later = cardDay({ uuid: "GPU-later", host: "node-8", engine: () => 0.5 });
    await ingestText(sql, later);
    await rule({ field: "host", subject: "node-8", sets: "model", value: NAME });
    expect(await model(NAME)).toMatchObject({
      cards: "3",
      gpuHours: "72",
      gpuCost: "96",
      unratedShare: "0.333333333333",
      breakEven: null,
      internal: { absorbed: null },
      missing: expect.arrayContaining([expect.stringContaining("33.3 % of its GPU time has no price per hour")]),
    });
  });

  test("no alternative: a rule that says none, one that the price book does not know", async () => {
    await rate("node-1", "2.25");
    await against(null);
    expect(await model(NAME)).toMatchObject({
      alternative: null,
      breakEven: null,
      missing: expect.arrayContaining(["A rule says that it is compared with no API."]),
    });
    await against("acme/unheard-of");
    expect((await model(NAME)).missing).toContain("The price book has no price for acme/unheard-of, which was chosen to compare with.");
  });

  test("no alternative: a model that no API sells", async () => {
    await rate("node-1", "2.25");
    await rule({ field: "model", subject: LLAMA, sets: "model", value: "support-bot" });
    expect((await model("support-bot")).missing).toContain(
      "The price book lists no API with this open model: choose a model to compare with.",
    );
  });

  test("without a rule the cheapest API with this open model is suggested", async () => {
    await rate("node-1", "2.25");
    const { alternative, breakEven } = await model(NAME);
    expect(alternative).toMatchObject({ from: "suggested", day: "2026-11-20" });
    expect(alternative?.model).toMatch(/llama-3\.1-8b-instruct/i);
    expect(breakEven?.past).toBe(false);
  });

  test("by host nobody tells traffic or charges; of a team that has none, nothing", async () => {
    await rate("node-1", "2.25");
    expect(await model(NAME, { where: "host=node-1" })).toMatchObject({
      gpuCost: "108",
      requests: null,
      requestsFrom: null,
      internal: null,
      breakEven: null,
      missing: [
        "What model servers count can't be told by host.",
        "What its calls are charged is known of the whole model alone, not by host of its GPUs.",
      ],
    });
    expect((await read({ where: "team=nobody" })).models).toEqual([]);
  });

  test("by model everything is told, by team all but its charges: calls are of the whole model", async () => {
    await rate("node-1", "2.25");
    expect(await model(NAME, { where: `model=${NAME}` })).toEqual(await model(NAME));
    await rule({ field: "pod", subject: "llama-0", sets: "team", value: "platform" });
    expect(await model(NAME, { where: "team=platform" })).toMatchObject({
      gpuCost: "108",
      requests: "108000",
      costPer1k: "1",
      internal: null,
      missing: expect.arrayContaining(["What its calls are charged is known of the whole model alone, not by team of its GPUs."]),
    });
    await expect(read({ where: "environment=production" })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("cards without a server, and time without samples", () => {
  test("a model by rule on a host: requests are those of its calls, and cost runs through a gap", async () => {
    await ingestText(sql, cardDay({ uuid: "GPU-gap", host: "node-2", engine: (hour) => (hour >= 8 && hour < 14 ? null : 0.5) }));
    await ingestText(sql, lines([hostedCall("d", "coder-7b", { input: 3_000_000, output: 1_000_000 })]));
    await rate("node-2", "3");
    await rule({ field: "host", subject: "node-2", sets: "model", value: "coder-7b" });
    await against("openai/gpt-4o-mini", "coder-7b");
    expect(await model("coder-7b")).toMatchObject({
      gpuHours: "18.166666666667",
      gpuCost: "72",
      requests: "1",
      requestsFrom: "calls",
      inputTokens: "3000000",
      outputTokens: "1000000",
      costPer1k: "72000",
      costPerMillionTokens: "18",
      peakUtilization: null,
      latencyMs: null,
      internal: { cost: null, requests: "1", pricedShare: "0", absorbed: null },
      // 3 M × $0.15 + 1 M × $0.60; 24 h × $3 are paid.
      breakEven: { days: "1", gpuCostPerDay: "72", apiCostPerDay: "1.05", savedPerDay: "-70.95" },
    });
  });

  test("a model by pod: the gap is nobody's in GPU cost, and paid for in break-even", async () => {
    const { unattributed } = await read();
    await ingestText(
      sql,
      cardDay({ uuid: "GPU-pod", host: "node-3", pod: "qwen-0", engine: (hour) => (hour >= 8 && hour < 14 ? null : 0.5) }),
    );
    const gains = {
      'vllm:request_success_total{finished_reason="stop"}': 10,
      "vllm:prompt_tokens_total": 1000,
      "vllm:generation_tokens_total": 500,
    };
    await ingestText(sql, serverDay({ model: "Qwen/Qwen3-32B", pod: "qwen-0", gains, isBusy: () => true }));
    await rate("node-3", "4");
    const told = await model("Qwen3-32B");
    expect(told).toMatchObject({
      gpuHours: "18.166666666667",
      gpuCost: "72.666666666667",
      cachedTokens: null,
      breakEven: { days: "1", gpuCostPerDay: "96" },
    });
    expect(told.missing).toContain(
      "Its cards sent no samples for 5.8 GPU hours. Break-even counts them, since they are paid for; its GPU cost does not.",
    );
    expect((await read()).unattributed).toEqual({ ...unattributed, gpuCost: "23.333333333333", idleCost: "0" });
  });

  test("a partial day: half of it has half of the cost and traffic, and the same figures a day", async () => {
    await rate("node-1", "2.25");
    await against("openai/gpt-4o-mini");
    const half = await model(NAME, { from: "2026-11-20T12:00:00Z", to: "2026-11-21T00:00:00Z" });
    expect(half).toMatchObject({ gpuCost: "54", requests: "72000", utilization: "0.6", idleCost: "0", costPer1k: "0.75" });
    // 144 slots: 180 M tokens at $0.225 a million.
    expect(half.breakEven).toMatchObject({ days: "0.5", gpuCostPerDay: "108", apiCostPerDay: "81", requestsPerDay: "144000" });
    const week = await model(NAME, { from: "2026-11-16", to: "2026-11-23" });
    expect(week.breakEven).toMatchObject({ days: "1", gpuCostPerDay: "108", apiCostPerDay: "60.75" });
  });

  test("the total adds up what is known and names what it leaves out", async () => {
    await rate("node-1", "2.25");
    await rule({ field: "host", subject: "node-2", sets: "model", value: "coder-7b" });
    const { models, total } = await read();
    expect(models.map((one) => one.model)).toEqual([NAME, "Qwen3-32B", "coder-7b"]);
    expect(total).toMatchObject({ gpuHours: "84.333333333334", gpuCost: "108", requests: "110881", costPer1k: "1" });
    expect(total.missing[0]).toBe("Cost leaves out Qwen3-32B, coder-7b: no price per hour is known.");
  });
});
