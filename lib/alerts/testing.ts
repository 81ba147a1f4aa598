import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { connect, type Sql } from "../../db/client";
import { testDatabase } from "../../db/testing";
import { emptyTables } from "../../db/testing-empty";
import { type BudgetChange, createBudget, newBudgetSchema, updateBudget } from "../budgets";
import type { Delivery } from "../email/delivery";
import { type MailServerBehavior, startMailServer, type TestMailServer } from "../email/testing";
import { createMailer, type Mailer } from "../email/transport";
import { testFacts } from "../metrics/testing";
import { type DeliverOptions, type DeliveryReport, deliverDue } from "./deliver";
import { type EvaluationReport, evaluateBudgets, listOutbox } from "./index";

export const ZONE = "Europe/Berlin";
/** The clock of the tests: noon in Berlin. */
export const NOON = new Date("2026-11-21T11:00:00Z");
export const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);
/** What links in mails are signed with. */
export const LINK_KEY = Buffer.alloc(32, 7);
/** With what refers to them, by `reset`. */
const EMPTIED = ["coverage", "repricing", "price_entry", "budget", "alert_event", "alert_rule", "channel", "attempt", "ingest_run"];
const CHANGED_BY = "eng@example.com";

/** Tests only: an instance with two managers, an engineer and one source, and short ways to spend, evaluate and deliver. */
export interface TestCompany {
  url: string;
  sql: Sql;
  /** Spends on a day; it is in the rollups on return, as after an import. */
  spend(day: string, cost: string | null, more?: Record<string, unknown>): Promise<void>;
  /** The same for many calls, folded once. */
  spendAll(calls: readonly ({ at: string; cost: string | null } & Record<string, unknown>)[]): Promise<void>;
  /** Folds what a test changed in the facts by hand. */
  settle(): Promise<void>;
  budgetOf(given?: Record<string, unknown>): ReturnType<typeof createBudget>;
  change(id: string, change: BudgetChange): ReturnType<typeof updateBudget>;
  evaluate(now?: Date): Promise<EvaluationReport>;
  /** Alert events by period, then by time. */
  events(): Promise<{ period_start: string; threshold: string; snapshot: unknown }[]>;
  outbox(): Promise<Delivery[]>;
  mailServer(behavior?: MailServerBehavior): Promise<TestMailServer>;
  /** Without a mail server: null. */
  deliver(server: Pick<TestMailServer, "url"> | Mailer | null, now?: Date, more?: Partial<DeliverOptions>): Promise<DeliveryReport>;
  /** Back to no budgets, facts, runs or mails, and every account enabled. */
  reset(): Promise<void>;
  stopMailServers(): Promise<void>;
  close(): Promise<void>;
}

/** The company of a test file: made before its tests, and before each of them as new, or as `begin` leaves it. */
export function companyForTests(begin: (company: TestCompany) => Promise<unknown> = async () => {}): TestCompany {
  const company = {} as TestCompany;
  beforeAll(async () => {
    Object.assign(company, await testCompany());
  });
  beforeEach(async () => {
    await company.reset();
    await begin(company);
  });
  afterEach(() => company.stopMailServers());
  afterAll(() => company.close?.());
  return company;
}

/** Spent as far as to cross 80 %: two mails are due. */
export async function crossed(company: TestCompany): Promise<void> {
  await company.budgetOf();
  await company.spend("2026-11-20", "4150");
  await company.evaluate();
}

async function testCompany(): Promise<TestCompany> {
  const database = await testDatabase();
  const sql = connect(database.url, { max: 8 });
  const facts = await testFacts(sql, ZONE);
  const source = await facts.source("gateway");
  for (const [email, role] of [
    ["boss@example.com", "manager"],
    ["chief@example.com", "manager"],
    ["eng@example.com", "engineer"],
  ] as const) {
    await sql`insert into app_user (email, role, password_hash) values (${email}, ${role}, 'x')`;
  }
  let servers: TestMailServer[] = [];
  const call = { source, provider: "openai", model: "gpt-4o", feature: "support-chat" };
  return {
    url: database.url,
    sql,
    async spend(day, cost, more = {}) {
      await facts.attempt({ at: `${day}T09:00:00Z`, ...call, cost, ...more });
      await facts.settle();
    },
    async spendAll(calls) {
      for (const one of calls) await facts.attempt({ ...call, ...one });
      await facts.settle();
    },
    settle: () => facts.settle(),
    budgetOf: (given = {}) =>
      createBudget(sql, {
        budget: newBudgetSchema.parse({ name: "Support chat", amount: "5000", ...given }),
        by: CHANGED_BY,
        now: new Date("2026-09-05T08:00:00Z"),
      }),
    change: (id, change) => updateBudget(sql, { id, change, by: CHANGED_BY }),
    evaluate: (now = NOON) => evaluateBudgets(sql, { now, mailHost: "permille.test" }),
    events: () => sql<{ period_start: string; threshold: string; snapshot: unknown }[]>`
      select period_start, trim_scale(threshold)::text as threshold, snapshot from alert_event order by period_start, created_at`,
    outbox: async () => (await listOutbox(sql)).deliveries,
    async mailServer(behavior = {}) {
      const server = await startMailServer(behavior);
      servers.push(server);
      return server;
    },
    async deliver(server, now = NOON, more = {}) {
      const own = server && !("send" in server) ? mailerOf(server) : null;
      try {
        const mailer = server && "send" in server ? server : own;
        return await deliverDue(sql, { mailer, url: "http://permille.test:3000", linkKey: LINK_KEY, clock: () => now, ...more });
      } finally {
        own?.close();
      }
    },
    async reset() {
      await emptyTables(sql, EMPTIED);
      await sql`update app_user set disabled_at = null`;
      await facts.settle();
    },
    async stopMailServers() {
      await Promise.all(servers.map((server) => server.stop()));
      servers = [];
    },
    async close() {
      await sql.end();
      await database.close();
    },
  };
}

export function mailerOf({ url }: Pick<TestMailServer, "url">): Mailer {
  return createMailer({ smtpUrl: url, from: "Permille <permille@example.com>" });
}
