import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DELETE, GET as getOne, PATCH } from "../../app/api/v1/budgets/[id]/route";
import { GET, POST } from "../../app/api/v1/budgets/route";
import { GET as getOutbox } from "../../app/api/v1/outbox/route";
import type { Sql } from "../../db/client";
import { openTestDatabase } from "../../db/testing-hooks";
import { listBudgetsOperation } from "../http/operations/budgets";
import { listOutboxOperation } from "../http/operations/mail";
import { createKey } from "../people";

const database = openTestDatabase({ max: 2 });
const { sql } = database;
const keys: Record<string, string> = {};

beforeAll(async () => {
  process.env.DATABASE_URL = database.url;
  delete process.env.SMTP_URL;
  for (const scope of ["admin", "query"] as const) keys[scope] = (await createKey(sql, { name: scope, scope, by: "cli" })).secret;
});
afterAll(async () => {
  const shared = globalThis as { permilleSql?: Sql };
  await shared.permilleSql?.end();
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
async function ask(handler: Handler, method: string, { key = "admin", body, id }: { key?: string; body?: unknown; id?: string } = {}) {
  const headers = { authorization: `Bearer ${keys[key]}`, "content-type": "application/json" };
  const request = new Request("http://localhost:3000/api/v1/budgets", {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
  return { status: response.status, body: await response.json() };
}

describe("budgets over HTTP", () => {
  test("are made, read, changed and ended with an admin key; a query key reads only", async () => {
    const made = await ask(POST, "POST", {
      body: { name: "Chat", amount: "5000", scope: [{ dimension: "feature", values: ["support-chat"] }] },
    });
    expect(made).toMatchObject({
      status: 200,
      body: { budget: { name: "Chat", amount: "5000", thresholds: ["0.8", "1"], period: "month", createdBy: "key admin" } },
    });
    const { id } = made.body.budget;
    expect((await ask(POST, "POST", { key: "query", body: { name: "No", amount: "1" } })).status).toBe(403);
    expect((await ask(PATCH, "PATCH", { id, body: { amount: "6000" } })).body.budget.amount).toBe("6000");
    const listed = await ask(GET, "GET", { key: "query" });
    expect(listBudgetsOperation.output.parse(listed.body).budgets.map(({ amount, current }) => [amount, current.state])).toEqual([
      ["6000", "no_data"],
    ]);
    expect((await ask(getOne, "GET", { id })).body.budget.id).toBe(id);
    expect((await ask(DELETE, "DELETE", { id })).body.budget.archivedAt).not.toBeNull();
    expect((await ask(PATCH, "PATCH", { id, body: { amount: "1" } })).status).toBe(409);
  });
  test("a wrong amount answers 400 with what to do", async () => {
    expect(await ask(POST, "POST", { body: { name: "Chat", amount: "lots" } })).toMatchObject({
      status: 400,
      body: { error: { code: "invalid", message: expect.stringContaining("such as 5000 or 49.50") } },
    });
  });
  test("the outbox says that no mail server is configured", async () => {
    expect((await ask(getOutbox, "GET", { key: "query" })).status).toBe(403);
    expect(listOutboxOperation.output.parse((await ask(getOutbox, "GET")).body)).toMatchObject({
      deliveries: [],
      mail: null,
      counts: { pending: 0, sent: 0 },
    });
  });
});
