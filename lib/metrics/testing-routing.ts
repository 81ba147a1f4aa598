import type { Sql } from "../../db/client";
import { ingestText, call as line, lines, NOW } from "../ingest/testing";

/** Tests only. One request of 100,000 + 10,000 tokens: $0.35 on gpt-4o, $0.021 on gpt-4o-mini, which saves $0.329. */
export interface TestRequest {
  id: string;
  feature: string | null;
  /** Epoch seconds. */
  at: number;
  model?: "gpt-4o" | "gpt-4o-mini";
  team?: string;
  outcome?: "success" | "failure" | "escalated";
  failureCost?: string;
  value?: string;
  over?: Record<string, unknown>;
}

/** Requests that all asked for gpt-4o, from the lines of a gateway's log, and what they achieved as it is posted. */
export async function routedLog(sql: Sql, requests: readonly TestRequest[], options: { source?: string } = {}): Promise<void> {
  const text = lines(
    requests.map(({ id, feature, at, model = "gpt-4o-mini", team = "team-1", over }) =>
      line(
        id,
        { startTime: at, endTime: at + 1, model, model_group: "gpt-4o", prompt_tokens: 100_000, completion_tokens: 10_000, ...over },
        { user_api_key_team_id: team, spend_logs_metadata: feature === null ? {} : { feature } },
      ),
    ),
  );
  const report = await ingestText(sql, text, options);
  if (report.rejected > 0) throw new Error(`${report.rejected} of ${requests.length} lines were rejected.`);
  const told = requests.flatMap(({ id, outcome, failureCost, value }) =>
    outcome ? [{ request_id: id, outcome, failure_cost: failureCost, value }] : [],
  );
  if (told.length > 0) await tellOutcomes(sql, told);
}

let tellings = 0;
/** Posts outcomes; of one subject the last telling counts. */
export async function tellOutcomes(sql: Sql, outcomes: readonly Record<string, unknown>[]): Promise<void> {
  tellings += 1;
  const options = { kind: "outcomes", source: "outcomes", origin: "push" } as const;
  const report = await ingestText(sql, lines(outcomes), { ...options, now: new Date(NOW.getTime() + tellings * 1000) });
  if (report.rejected > 0) throw new Error(`${report.rejected} of ${outcomes.length} outcomes were rejected.`);
}

/** What somebody set about routing; `from` is a day. */
export async function setRouting(
  sql: Sql,
  field: "baseline_failure_rate" | "failure_cost" | "baseline" | "target_mix" | "model_class",
  subject: string,
  value: unknown,
  from: string | null = null,
): Promise<void> {
  await sql`
    insert into routing_setting (field, subject, value, from_day, created_by)
    values (${field}, ${subject}, ${JSON.stringify(value)}::text::jsonb, ${from}, 'test')`;
}
