import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { createBudget, newBudgetSchema } from "../budgets";
import { startMailServer, type TestMailServer } from "../email/testing";
import { createLog } from "../log";
import { testFacts } from "../metrics/testing";
import { requestEvaluation } from "./index";
import { jobs } from "./list";
import { migrateJobs, startWorker } from "./run-worker";

const log = createLog("worker", "silent");
const database = openTestDatabase({ max: 4 });
const { sql } = database;
let server: TestMailServer;
let child: ChildProcess | null = null;

beforeAll(async () => {
  server = await startMailServer();
});
afterEach(() => {
  child?.kill("SIGKILL");
  child = null;
});
afterAll(async () => {
  await server?.stop();
});

async function eventually(check: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  for (const end = Date.now() + limitMs; Date.now() < end; ) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It did not happen in time.");
}
const env = () => ({
  smtpUrl: server.url,
  mailFrom: "Permille <permille@example.com>",
  url: "http://localhost:3000",
  home: "/nowhere",
  nextAuthSecret: "a secret of the tests",
  allowPrivateWebhooks: true,
});

describe("the worker", () => {
  test("before it ever ran, asking for an evaluation does nothing, also inside a transaction", async () => {
    await requestEvaluation(sql);
    await sql.begin(async (tx) => {
      await requestEvaluation(tx);
      await tx`select 1`;
    });
  });

  test("three requests before it runs are one job for budgets and one for rules", async () => {
    await migrateJobs(database.url);
    for (let i = 0; i < 3; i += 1) await requestEvaluation(sql);
    const rows = await sql`select task_identifier, key from graphile_worker.jobs order by key`;
    expect(rows.map((row) => [row.task_identifier, row.key])).toEqual([
      ["evaluate-budgets", "evaluate-budgets"],
      ["evaluate-rules", "evaluate-rules"],
    ]);
  });

  test("every job runs on an empty database", async () => {
    const requested: string[] = [];
    for (const job of jobs) {
      await job.run({ sql, env: env(), log, now: () => new Date(), request: async (name) => void requested.push(name) });
    }
    expect(requested).toEqual([]);
    const months = await sql<{ n: number }[]>`select count(*)::integer as n from pg_inherits where inhparent = 'attempt'::regclass`;
    expect(months[0]?.n).toBeGreaterThanOrEqual(3);
  });

  test("an ingest that crosses $100 is one mail within seconds", async () => {
    const facts = await testFacts(sql, "UTC");
    const source = await facts.source("gateway");
    await sql`insert into app_user (email, role, password_hash) values ('boss@example.com', 'manager', 'x')`;
    await createBudget(sql, { budget: newBudgetSchema.parse({ name: "Chat", amount: "100" }), by: "eng@example.com", now: new Date() });
    const worker = await startWorker({ databaseUrl: database.url, env: env(), log, jobs });
    try {
      await facts.attempt({ at: new Date().toISOString(), source, provider: "openai", model: "gpt-4o", cost: "120" });
      await facts.settle();
      await requestEvaluation(sql);
      await requestEvaluation(sql);
      await eventually(() => server.mails.length > 0);
      await eventually(async () => (await sql`select from delivery where channel = 'email' and state = 'sent'`).length === 1);
    } finally {
      await worker.stop();
    }
    expect(server.mails.map(({ to }) => to)).toEqual([["boss@example.com"]]);
  });

  test("rejected records go after 30 days, span links and failed jobs after 7", async () => {
    await sql`insert into rejected_record (run, line, reason, detail, record, created_at)
      values (1, 1, 'old', '', '', now() - interval '31 days'), (1, 2, 'young', '', '', now() - interval '29 days')`;
    await sql`insert into span_link (trace, span, run, seen_at) values ('t', 'old', 1, now() - interval '8 days'), ('t', 'young', 1, now() - interval '6 days')`;
    await sql`select graphile_worker.add_job('no-such', max_attempts => 1)`;
    await sql`update graphile_worker._private_jobs set attempts = max_attempts, updated_at = now() - interval '8 days'`;
    await jobs.find(({ name }) => name === "retain")?.run({ sql, env: env(), log, now: () => new Date(), request: async () => {} });
    expect(await sql`select reason from rejected_record`).toMatchObject([{ reason: "young" }]);
    expect(await sql`select span from span_link`).toMatchObject([{ span: "young" }]);
    expect(await sql`select id from graphile_worker.jobs where task_identifier = 'no-such'`).toHaveLength(0);
  });

  test("as a process it says that it is ready and ends with 0 after SIGTERM", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const own = spawn(process.execPath, ["--import", "tsx", "lib/jobs/worker.ts"], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: database.url, PERMILLE_LOG: "info" },
    });
    child = own;
    let output = "";
    own.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    const ended = new Promise<number | null>((resolve) => own.once("exit", resolve));
    await eventually(() => output.includes("worker ready"));
    own.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(output).toContain("worker stopped");
  });
});
