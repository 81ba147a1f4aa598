import { createRule, newRuleSchema, updateRule } from "../rules";
import type { RuleChange } from "../rules/rule";
import { evaluateRules } from "./evaluate-rules";
import type { TestCompany } from "./testing";

/** Tests only: rules of a test company, and short ways to make, evaluate and read them. */
export interface TestRules {
  ruleOf(given?: Record<string, unknown>): ReturnType<typeof createRule>;
  change(id: string, change: RuleChange, now?: Date): ReturnType<typeof updateRule>;
  evaluate(now: Date): ReturnType<typeof evaluateRules>;
  /** "fired 2026-11-20T10:00:00.000Z support-chat", in the order of their buckets; events that were withdrawn are left out. */
  transitions(): Promise<string[]>;
  events(): Promise<{ at: Date; change: string; subject: string; title: string; snapshot: unknown }[]>;
  /** "email boss@example.com", sorted. */
  deliveries(): Promise<string[]>;
  /** An ingest run that brought records from `from` on, as of `at`. */
  arrived(from: string, at: Date): Promise<void>;
  reset(): Promise<void>;
}

export const CREATED = new Date("2026-11-01T00:00:00Z");
const BY = "eng@example.com";

export function testRules(company: Pick<TestCompany, "sql">): TestRules {
  return {
    ruleOf: (given = {}) =>
      createRule(company.sql, {
        rule: newRuleSchema.parse({
          name: "Chat cost",
          metric: "cost",
          condition: { kind: "above", value: "100" },
          windowMinutes: 60,
          cooldownMinutes: 0,
          recipients: { roles: ["manager"] },
          ...given,
        }),
        by: BY,
        now: CREATED,
      }),
    change: (id, change, now = CREATED) => updateRule(company.sql, { id, change, by: BY, now }),
    evaluate: (now) => evaluateRules(company.sql, { now, mailHost: "permille.test" }),
    transitions: async () =>
      (
        await company.sql<{ at: Date; change: string; subject: string }[]>`
          select at, change, subject from rule_transition where withdrawn_at is null order by at, subject, change`
      ).map(({ at, change, subject }) => `${change} ${at.toISOString()} ${subject}`.trim()),
    events: () => company.sql`select at, change, subject, title, snapshot from alert_event where rule_id is not null order by at, subject`,
    deliveries: async () =>
      (await company.sql<{ channel: string; recipient: string }[]>`select channel, recipient from delivery order by 1, 2`).map(
        ({ channel, recipient }) => `${channel} ${recipient}`,
      ),
    async arrived(from, at) {
      await company.sql`
        insert into ingest_run (source, file, origin, state, updated_at, from_at) values ('gateway', 'push', 'push', 'done', ${at}, ${new Date(from)})`;
    },
    async reset() {
      await company.sql`truncate rule_transition, rule_state, alert_rule, delivery, alert_event, session, session_name, rollup_day_session cascade`;
    },
  };
}
