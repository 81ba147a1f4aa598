import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import type { UserActor } from "../auth/actor";
import type { Role } from "../auth/can";
import { createKey } from "../people";
import { authorize } from "./access";
import type { Access } from "./operation";

const now = new Date("2026-11-22T09:00:00Z");
const { sql } = openTestDatabase();
let secret: string;

beforeAll(async () => {
  secret = (await createKey(sql, { name: "reader", scope: "query", by: "test" })).secret;
});

const person = (role: Role): UserActor => ({ kind: "user", id: "1", email: `${role}@example.com`, name: null, role });
const ask = (access: Access, { role, method = "GET", headers = {} }: { role?: Role; method?: string; headers?: Record<string, string> }) =>
  authorize(new Request("http://localhost:3000/api/v1/x", { method, headers: { host: "localhost:3000", ...headers } }), access, {
    sql,
    now,
    session: async () => (role ? person(role) : null),
  });

describe("authorize", () => {
  test("nobody is unauthorized, except where anyone may", async () => {
    await expect(ask("view_dashboards", {})).rejects.toMatchObject({ code: "unauthorized" });
    expect(await ask("anyone", {})).toBeNull();
  });

  test("a manager sees dashboards and no requests", async () => {
    expect(await ask("view_dashboards", { role: "manager" })).toMatchObject({ role: "manager" });
    await expect(ask("view_requests", { role: "manager" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a query key reads, uploads nothing, and is no person", async () => {
    const headers = { authorization: `Bearer ${secret}` };
    expect(await ask("view_dashboards", { headers })).toMatchObject({ kind: "key", name: "reader" });
    await expect(ask("upload", { headers, method: "POST" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(ask("user", { headers })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a wrong key is refused, even beside a good session", async () => {
    const headers = { authorization: `Bearer ${secret.slice(0, -2)}00` };
    await expect(ask("view_dashboards", { headers, role: "admin" })).rejects.toMatchObject({ code: "unauthorized" });
  });

  const changes: [string, Record<string, string>, boolean][] = [
    ["our own origin", { origin: "http://localhost:3000" }, true],
    ["our origin behind a proxy", { origin: "https://permille.example.com", "x-forwarded-host": "permille.example.com" }, true],
    ["another site", { origin: "https://evil.example.com" }, false],
    ["an opaque origin", { origin: "null" }, false],
    ["no origin, said to be same-origin", { "sec-fetch-site": "same-origin" }, true],
    ["no origin at all", {}, false],
  ];
  for (const [name, headers, allowed] of changes) {
    test(`a change by cookie from ${name} is ${allowed ? "made" : "refused"}`, async () => {
      const asked = ask("manage_users", { role: "admin", method: "POST", headers });
      if (allowed) expect(await asked).toMatchObject({ role: "admin" });
      else await expect(asked).rejects.toMatchObject({ code: "forbidden" });
    });
  }
});
