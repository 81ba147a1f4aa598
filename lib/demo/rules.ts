import type { Sql } from "../../db/client";
import { evaluateRules } from "../alerts";
import { createRule, listRuleTemplates } from "../rules";

const BY = "engineer@demo.permille.dev";
const DAY_MS = 86_400_000;
const HISTORY_DAYS = 89;

/** Of the templates, those that a company with gateways and agents would take, and who answers for what. */
const CHOSEN = ["cost_per_1k_up", "cost_spike", "cost_anomaly", "runaway_session", "error_cost", "no_data", "gpu_idle_cost", "gpu_no_data"];

/**
 * Eight alert rules that watched the company all the time, so that there is a history of alerts: what is older than a day waits in the app and wakes nobody.
 * Those that are there already are the worker's.
 */
export async function addDemoRules(sql: Sql, now: Date): Promise<void> {
  const known = await sql`select 1 from alert_rule limit 1`;
  if (known.length > 0) return;
  const made = new Date(now.getTime() - HISTORY_DAYS * DAY_MS);
  const templates = await listRuleTemplates(sql, { now });
  for (const { id, rule } of templates) if (CHOSEN.includes(id)) await createRule(sql, { rule, by: BY, now: made });
  await evaluateRules(sql, { now, mailHost: "demo.permille.dev" });
}
