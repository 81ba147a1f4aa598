import type { Sql } from "../../db/client";
import { type Recipients, recipientsSchema } from "../channels/recipients";
import type { RuleSnapshot } from "../rules/snapshot";
import { writeDeliveries } from "./write-deliveries";

/** Tests only: what a rule on the share of errors tells. */
export function ruleSnapshot(change: "fired" | "resolved", at: Date): RuleSnapshot {
  const iso = at.toISOString();
  return {
    kind: "rule",
    change,
    rule: {
      id: "00000000-0000-4000-8000-000000000000",
      name: "Errors",
      owner: "eng@example.com",
      severity: "critical",
      condition: { kind: "above", value: "0.1" },
      each: null,
      windowMinutes: 60,
      forMinutes: 0,
    },
    metric: { id: "error_rate", label: "Error rate", unit: "ratio" },
    scope: [],
    subject: "",
    subjectLabel: null,
    zone: "Europe/Berlin",
    asOf: iso,
    at: iso,
    since: iso,
    value: "0.2",
    low: null,
    high: "0.1",
    usual: null,
    series: { grain: "hour", points: [] },
    changeSentence: null,
    contributors: { by: null, values: [] },
    pricedShare: null,
    dataThrough: null,
  };
}

/** Tests only: one event of a rule for each title, and their deliveries. Ids of the events in the order of the titles. */
export async function tellOf(
  sql: Sql,
  titles: readonly string[],
  { recipients, now, change = "fired" }: { recipients: Partial<Recipients>; now: Date; change?: "fired" | "resolved" },
): Promise<string[]> {
  const ids: string[] = [];
  await sql.begin(async (tx) => {
    const [rule] = await tx<{ id: string }[]>`
      insert into alert_rule (name, metric, condition, window_minutes, severity, recipients, owner, created_by, created_at, judges_from)
      values ('Errors', 'error_rate', '{"kind":"above","value":"0.1"}', 60, 'critical', '{"roles":["engineer"]}', 'eng@example.com', 'eng@example.com', ${now}, ${now})
      returning id`;
    for (const title of titles) {
      const [event] = await tx<{ id: string }[]>`
        insert into alert_event (kind, rule_id, subject, at, change, severity, title, snapshot, created_at)
        values ('rule', ${rule?.id ?? ""}, ${title}, ${now}, ${change}, 'critical', ${title}, ${tx.json(ruleSnapshot(change, now))}, ${now})
        returning id`;
      await writeDeliveries(tx, { event: event?.id ?? "" }, recipientsSchema.parse(recipients), { now, mailHost: "permille.test" });
      ids.push(event?.id ?? "");
    }
  });
  return ids;
}
