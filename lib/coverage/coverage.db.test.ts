import { afterEach, beforeEach, expect, test } from "vitest";
import { verify } from "../rollups";
import { call, dayCount, type TestInstance, testInstance } from "../runs/testing";
import { listOverlaps, listSettlements, settleOverlap, unsettle } from ".";

let instance: TestInstance;

beforeEach(async () => {
  instance = await testInstance();
  await instance.ingest([call({ id: "a" }), call({ id: "b" })], { source: "gateway" });
  // The second day is the provider's alone: nothing is in question there.
  await instance.ingest([dayCount("2026-10-10", "gpt-4o", 5, 5_000, 500), dayCount("2026-10-12", "gpt-4o", 1, 1_000, 100)]);
});
afterEach(() => instance.close());

const requests = async () => (await instance.sql<{ n: string }[]>`select sum(requests)::text as n from rollup_day_model`)[0]?.n;
const clean = async () => expect(await verify(instance.sql, "UTC")).toEqual([]);
const openai = { provider: "openai", account: null, from: "2026-10-10", to: null };

test("a day that a gateway and the provider counted is in question: the provider's $0.0175 stays out beside the $0.007 in the totals", async () => {
  expect(await listOverlaps(instance.sql)).toEqual([
    {
      provider: "openai",
      account: null,
      firstDay: "2026-10-10",
      lastDay: "2026-10-10",
      days: 1,
      keptOut: { cost: "0.0175", requests: 5, sources: ["OpenAI"] },
      metered: { cost: "0.007", requests: 2, sources: [{ id: "gateway", label: "gateway" }] },
    },
  ]);
  expect(await requests()).toBe("3");
});

test("'the gateway sees this traffic' leaves the gateway's 2 requests, from that day on", async () => {
  const { sql } = instance;
  await settleOverlap(sql, { ...openai, covered: true }, "eng");
  expect(await listOverlaps(sql)).toEqual([]);
  expect(await requests()).toBe("2");
  expect(await listSettlements(sql)).toMatchObject([
    { source: "gateway", provider: "openai", account: "", from: "2026-10-10", to: null, covered: true, createdBy: "eng" },
  ]);
  await clean();
});

test("a provider that no count of its own names has nothing to settle", async () => {
  const { sql } = instance;
  await expect(settleOverlap(sql, { ...openai, provider: "opanai", covered: true }, "eng")).rejects.toMatchObject({ code: "not_found" });
  expect(await listSettlements(sql)).toEqual([]);
});

test("'different traffic' counts both, 2 and 6; changing one's mind replaces it, and taking it back puts it in question again", async () => {
  const { sql } = instance;
  await settleOverlap(sql, { ...openai, covered: false }, "eng");
  expect(await requests()).toBe("8");
  await clean();
  await settleOverlap(sql, { ...openai, covered: true }, "eng");
  expect(await requests()).toBe("2");
  const [settlement, ...others] = await listSettlements(sql);
  expect(others).toEqual([]);
  await unsettle(sql, settlement?.id ?? 0, "eng");
  expect(await listOverlaps(sql)).toHaveLength(1);
  expect(await requests()).toBe("3");
  await clean();
  await expect(unsettle(sql, settlement?.id ?? 0, "eng")).rejects.toMatchObject({ code: "not_found" });
});
