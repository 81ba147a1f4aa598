import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ingestText, NOW } from "../ingest/testing";
import { runQuery } from "../metrics";
import { compact, formatRatio, formatUsd } from "../money";
import { openHosting } from "./testing-hosting";
import { cardDay, DAY, LLAMA } from "./testing-models";

const { db, read, model, rate, rule, against } = openHosting();
/** The internal price names the model, and so its calls and its server. */
const NAME = LLAMA;
const now = NOW.getTime();

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
    const { data } = await runQuery(db(), { metric, by: "model", ...DAY }, { now });
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
    await ingestText(db(), later);
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
