import { afterEach, beforeAll } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { retireGpuRate, retireGpuRule, setGpuRate, setGpuRule } from "../gpu";
import { ingestText, lines, NOW } from "../ingest/testing";
import { addPrice, priceInput } from "../prices";
import type { HostedModel } from "./models-answer";
import { readGpuModels } from "./read-models";
import { DAY, hostedCall, LLAMA, llamaDay } from "./testing-models";

/** Tests only: the day of docs/gpu-economics.md in a database; rates and rules hold for one test. */
export function openHosting() {
  const { sql } = openTestDatabase();
  beforeAll(async () => {
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

  const read = (input: object = {}) => readGpuModels(sql, { ...DAY, ...input }, { now: NOW.getTime() });
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
  const against = (value: string | null, subject: string = LLAMA) => rule({ field: "model", subject, sets: "alternative", value });
  return { db: () => sql, read, model, rate, rule, against };
}
