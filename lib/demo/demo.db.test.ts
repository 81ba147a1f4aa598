import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { listBudgets } from "../budgets";
import { add, subtract } from "../money";
import { verifyPassword } from "../people";
import { verify } from "../rollups";
import { readRoutingNet } from "../routing";
import { readZone } from "../settings";
import { continueDemo, demoSignIns, isDemoLoaded, loadDemo } from "./index";

const now = new Date("2026-11-22T14:00:00Z");
const quiet = { info() {}, warn() {} };
const database = openTestDatabase({ max: 2 });
const { sql } = database;

interface Totals {
  attempts: string;
  cost: string;
  bills: string;
}

async function totals(): Promise<Totals> {
  const [row] = await sql<
    Totals[]
  >`select (select count(*) from attempt) as attempts, (select sum(cost) from attempt) as cost, (select sum(billed_cost) from bill_line) as bills`;
  if (!row) throw new Error("no totals");
  return row;
}

describe("loading the demo company at a fiftieth", () => {
  test("a load that broke off in the gateway's log is taken up again and counts nothing twice", { timeout: 120_000 }, async () => {
    const unplugged = new Error("unplugged");
    const breaking = {
      ...quiet,
      info: (message: string) => {
        if (message.startsWith("otel")) throw unplugged;
      },
    };
    await expect(loadDemo({ url: database.url, log: breaking, now, scale: 0.02 })).rejects.toThrow();
    expect(await isDemoLoaded(sql)).toBe(false);
    await loadDemo({ url: database.url, log: quiet, now: new Date(now.getTime() + 60_000) });
    expect(await isDemoLoaded(sql)).toBe(true);
    const runs = await sql<{ source: string; rejected: string }[]>`select source, rejected from ingest_run order by id`;
    expect(new Set(runs.map((run) => run.source))).toEqual(
      new Set(["litellm-prod", "otel-agents", "openai", "gpu-exporters", "vllm", "outcomes"]),
    );
    expect(runs.every((run) => Number(run.rejected) === 0)).toBe(true);
    const { attempts, cost } = await totals();
    expect(Number(attempts)).toBeGreaterThan(2_500);
    expect(Number(cost)).toBeGreaterThan(100);
  });

  test("rollups and sessions equal the facts, in Berlin", async () => {
    expect(await readZone(sql)).toBe("Europe/Berlin");
    expect(await verify(sql, "Europe/Berlin")).toEqual([]);
  });

  test("one model has no price, and everything else that was used has one", async () => {
    const rows = await sql<{ name: string }[]>`
      select distinct name.value as name from attempt join dimension_value name on name.id = attempt.model_name where attempt.status = 0 and attempt.cost is null`;
    expect(rows.map((row) => row.name)).toEqual(["acme-legal-7b"]);
  });

  test("support chat loses most of what its router saved to escalations, its router and failures; documents keep most of it", async () => {
    const { total, features, inestimable } = await readRoutingNet(sql, { from: "2026-10-09", to: "2026-11-23" }, { now: now.getTime() });
    const keeps = (name: string): number => {
      const { net, routing } = features.find(({ feature }) => feature === name) ?? {};
      return Number(net) / Number(routing);
    };
    expect(keeps("support-chat")).toBeLessThan(0.5);
    expect(keeps("doc-extraction")).toBeGreaterThan(0.6);
    for (const step of ["cacheSaved", "contextSaved", "promptCacheSaved", "tierSaved", "escalation", "overhead"] as const)
      expect(Number(total[step]), step).toBeGreaterThan(0);
    const saved = add(
      ...[total.cacheSaved, total.contextSaved, total.routing, total.promptCacheSaved, total.tierSaved].map((step) => step ?? "0"),
    );
    const spent = add(...[total.escalation, total.retry, total.unanswered, total.overhead].map((step) => step ?? "0"));
    expect(add(subtract(total.baseline ?? "0", saved), spent)).toBe(total.estimableCost);
    expect(inestimable.reasons.map(({ reason }) => reason).sort()).toEqual(["no_baseline", "no_price"]);
  });

  test("the same instant again loads nothing, and a day later the day between", { timeout: 60_000 }, async () => {
    const before = await totals();
    await loadDemo({ url: database.url, log: quiet, now: new Date(now.getTime() + 60_000) });
    expect(await totals()).toEqual(before);
    await loadDemo({ url: database.url, log: quiet, now: new Date(now.getTime() + 86_400_000) });
    const after = await totals();
    expect(Number(after.attempts) - Number(before.attempts)).toBeGreaterThan(10);
    expect(Number(after.attempts) - Number(before.attempts)).toBeLessThan(100);
    expect(Number(after.bills)).toBeGreaterThan(Number(before.bills));
    expect(await verify(sql, "Europe/Berlin")).toEqual([]);
  });

  test("an hour goes on by itself: GPUs are sampled four times, nothing that is here comes again, and the bill stays two days behind", async () => {
    const later = now.getTime() + 86_400_000;
    const before = await totals();
    const [{ id } = { id: 0 }] = await sql<{ id: number }[]>`select max(id)::integer as id from ingest_run`;
    await continueDemo({ url: database.url, log: quiet, now: new Date(later + 3_600_000) });
    const runs = await sql<{ source: string; accepted: number; duplicate: number }[]>`
      select source, accepted::integer, duplicate::integer from ingest_run where id > ${id} and file not like 'openai%' order by id`;
    expect(runs.every(({ accepted, duplicate }) => accepted > 0 && duplicate === 0)).toBe(true);
    expect(runs.find(({ source }) => source === "gpu-exporters")).toMatchObject({ accepted: 4 * 9 * 7 });
    expect((await totals()).bills).toBe(before.bills);
    expect(await verify(sql, "Europe/Berlin")).toEqual([]);
  });

  test("four people can sign in", async () => {
    expect(demoSignIns.map(({ role }) => role)).toEqual(["finance", "engineer", "manager", "admin"]);
    for (const { email, password, role } of demoSignIns)
      expect(await verifyPassword(sql, { email, password, ip: null, now })).toMatchObject({ role });
  });
});

test("the company has budgets in each state, and teams that were promised more than it has", async () => {
  const standing = await listBudgets(sql, { now: new Date(now.getTime() + 60_000) });
  expect(new Set(standing.map(({ current }) => current.state))).toEqual(new Set(["under", "warned", "reached", "late", "unpriced"]));
  expect(standing.find(({ name }) => name === "Company")?.allocation).toMatchObject({
    children: 2,
    over: expect.not.stringMatching(/^0$/),
  });
  expect(new Set(standing.map(({ period }) => period))).toEqual(new Set(["week", "month", "quarter"]));
  const agents = standing.find(({ name }) => name === "Coding agents");
  expect(Number(agents?.current.forecast?.value)).toBeGreaterThan(Number(agents?.amount));
});
