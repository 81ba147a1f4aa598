import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE as endRate } from "../../app/api/v1/gpu/rates/[id]/route";
import { GET as getRates, POST as postRate } from "../../app/api/v1/gpu/rates/route";
import { DELETE as endRule } from "../../app/api/v1/gpu/rules/[id]/route";
import { POST as preview } from "../../app/api/v1/gpu/rules/preview/route";
import { GET as getRules, POST as postRule } from "../../app/api/v1/gpu/rules/route";
import { GET as getSettings, PATCH as patchSettings } from "../../app/api/v1/gpu/settings/route";
import { GET as getSubjects } from "../../app/api/v1/gpu/subjects/route";
import type { Sql } from "../../db/client";
import { openTestDatabase } from "../../db/testing-hooks";
import { listGpuRatesOperation } from "../http/operations/gpu-rates";
import { listGpuRulesOperation, previewGpuRuleOperation } from "../http/operations/gpu-rules";
import { listGpuSubjectsOperation } from "../http/operations/gpu-settings";
import { ingestText } from "../ingest/testing";
import { gpuLine } from "../ingest/testing-samples";
import { createKey } from "../people";

const database = openTestDatabase({ max: 4 });
const { sql } = database;
const keys: Record<string, string> = {};

beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  for (const scope of ["admin", "query"] as const) keys[scope] = (await createKey(sql, { name: scope, scope, by: "cli" })).secret;
  const from = Math.floor((Date.now() - 7_200_000) / 3_600_000) * 3_600_000;
  const lines = Array.from({ length: 12 }, (_, n) => gpuLine("DCGM_FI_DEV_GPU_UTIL", 50, { at: from + n * 300_000, pod: "p" }));
  await ingestText(sql, lines.join("\n"), { now: new Date() });
});
afterAll(async () => {
  await (globalThis as { permilleSql?: Sql }).permilleSql?.end();
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
async function ask(handler: Handler, method: string, { key = "admin", body, id }: { key?: string; body?: unknown; id?: number } = {}) {
  const request = new Request("http://localhost:3000/api/v1/gpu", {
    method,
    headers: { authorization: `Bearer ${keys[key]}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id: String(id) } : {}) });
  return { status: response.status, body: await response.json() };
}

describe("GPU rates and rules over HTTP", () => {
  test("an admin key sets, lists and retires a rate, with an audit line each; a query key reads only", async () => {
    const body = { field: "gpu_model", subject: "NVIDIA H100*", terms: "owned", purchaseUsd: "30000", months: 36, note: "Bought in May" };
    expect((await ask(postRate, "POST", { key: "query", body })).status).toBe(403);
    expect(await ask(postRate, "POST", { body: { field: "host", usdPerHour: "2" } })).toMatchObject({
      status: 400,
      body: { error: { code: "invalid", message: expect.stringContaining("Name the GPU model, the pool or the host") } },
    });
    const { id } = (await ask(postRate, "POST", { body })).body;
    const listed = listGpuRatesOperation.output.parse((await ask(getRates, "GET", { key: "query" })).body);
    expect(listed).toMatchObject({
      rates: [{ id, usdPerHour: "1.141552511416", state: "holds", cards: 1, createdBy: "key admin", bill: null }],
      unrated: [],
    });
    expect((await ask(endRate, "DELETE", { id })).body).toEqual({ id });
    expect((await ask(endRate, "DELETE", { id })).status).toBe(404);
    expect((await ask(getRates, "GET")).body).toMatchObject({
      rates: [{ state: "retired", retiredBy: "key admin" }],
      unrated: [{ host: "node-1", cards: 1, hours: "1" }],
    });
    const audit = await sql<{ action: string }[]>`select action from audit_entry where action like 'gpu_rate%' order by id`;
    expect(audit.map(({ action }) => action)).toEqual(["gpu_rate.set", "gpu_rate.retire"]);
  });

  test("a rule is previewed, set, listed and retired", async () => {
    const body = { field: "host", subject: "node-1", sets: "pool", value: "night" };
    expect((await ask(preview, "POST", { key: "query", body })).status).toBe(403);
    expect(previewGpuRuleOperation.output.parse((await ask(preview, "POST", { body })).body)).toMatchObject({
      cards: 1,
      usd: null,
      hours: "1",
      moved: [{ from: null, to: "night", cards: 1 }],
    });
    const { id } = (await ask(postRule, "POST", { body })).body;
    expect(listGpuRulesOperation.output.parse((await ask(getRules, "GET", { key: "query" })).body).rules).toMatchObject([
      { id, field: "host", subject: "node-1", sets: "pool", value: "night", state: "holds", cards: 1 },
    ]);
    const { subjects } = listGpuSubjectsOperation.output.parse((await ask(getSubjects, "GET", { key: "query" })).body);
    expect(subjects.map(({ field, value }) => `${field} ${value}`)).toEqual([
      "gpu_model NVIDIA H100 80GB HBM3",
      "host node-1",
      "namespace ml",
      "pod p",
      "pool night",
    ]);
    expect((await ask(endRule, "DELETE", { id })).body).toEqual({ id });
    expect((await ask(postRule, "POST", { body: { ...body, field: "pod" } })).status).toBe(400);
    const alternative = { field: "model", subject: "our-llama", sets: "alternative", value: "gpt-4o-mini" };
    expect(await ask(postRule, "POST", { body: alternative })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("provider/model") } },
    });
    expect((await ask(postRule, "POST", { body: { ...alternative, value: "openai/gpt-4o-mini" } })).status).toBe(200);
  });

  test("the idle line and the retention change apart from each other, with an audit line each", async () => {
    expect((await ask(getSettings, "GET", { key: "query" })).body).toEqual({
      idleBelow: "0.05",
      retention: { samples: 7, slots: 35, hours: 400 },
      changes: [],
    });
    expect((await ask(patchSettings, "PATCH", { key: "query", body: {} })).status).toBe(403);
    expect((await ask(patchSettings, "PATCH", { body: { idleBelow: "0.6" } })).body).toMatchObject({ idleBelow: "0.6" });
    const retention = { samples: 3, slots: 30, hours: 60 };
    expect((await ask(patchSettings, "PATCH", { body: { retention } })).body).toMatchObject({
      idleBelow: "0.6",
      retention,
      changes: [
        { by: "key admin", idleBelow: null, retention },
        { by: "key admin", idleBelow: "0.6", retention: null },
      ],
    });
    expect((await ask(patchSettings, "PATCH", { body: { retention: { ...retention, slots: 1 } } })).status).toBe(400);
    expect((await ask(patchSettings, "PATCH", { body: { idleBelow: "5" } })).status).toBe(400);
    const audit = await sql<{ action: string }[]>`select action from audit_entry where action like 'gpu.%' order by id`;
    expect(audit.map(({ action }) => action)).toEqual(["gpu.idle_below", "gpu.retention"]);
  });
});
