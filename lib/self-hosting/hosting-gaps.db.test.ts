import { describe, expect, test } from "vitest";
import { ingestText, lines } from "../ingest/testing";
import { openHosting } from "./testing-hosting";
import { cardDay, hostedCall, LLAMA, serverDay } from "./testing-models";

const { db, read, model, rate, rule, against } = openHosting();
/** The internal price names the model, and so its calls and its server. */
const NAME = LLAMA;

describe("cards without a server, and time without samples", () => {
  test("a model by rule on a host: requests are those of its calls, and cost runs through a gap", async () => {
    await ingestText(db(), cardDay({ uuid: "GPU-gap", host: "node-2", engine: (hour) => (hour >= 8 && hour < 14 ? null : 0.5) }));
    await ingestText(db(), lines([hostedCall("d", "coder-7b", { input: 3_000_000, output: 1_000_000 })]));
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
      db(),
      cardDay({ uuid: "GPU-pod", host: "node-3", pod: "qwen-0", engine: (hour) => (hour >= 8 && hour < 14 ? null : 0.5) }),
    );
    const gains = {
      'vllm:request_success_total{finished_reason="stop"}': 10,
      "vllm:prompt_tokens_total": 1000,
      "vllm:generation_tokens_total": 500,
    };
    await ingestText(db(), serverDay({ model: "Qwen/Qwen3-32B", pod: "qwen-0", gains, isBusy: () => true }));
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
