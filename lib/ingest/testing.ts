import type { Sql } from "../../db/client";
import { ROLLUPS } from "../../db/schema/rollup-tables";
import { emptyTables } from "../../db/testing-empty";
import { ingestInput, openIngest, type RunReport } from ".";
import type { IngestOptions } from "./ingest-input";

/** Tests only. */
export const NOW = new Date("2026-11-22T12:00:00Z");

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Ingests text through the real pipeline. */
export async function ingestText(sql: Sql, text: string, options: Partial<IngestOptions> = {}): Promise<RunReport> {
  return ingestInput(await openIngest(sql), bytes(text), { file: "test.jsonl", origin: "file", now: NOW, ...options });
}

export const lines = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join("\n");

/** Everything that counts, as comparable text: facts without their run, sessions and every rollup. */
export async function stateOf(sql: Sql): Promise<Record<string, unknown>> {
  const attempts = await sql.unsafe(
    "select to_jsonb(a) - 'run' - 'price' || jsonb_build_object('record_id', id_text(record_id)) as row from attempt a order by id",
  );
  const buckets = await sql.unsafe("select to_jsonb(b) - 'run' - 'price' - 'as_of' as row from usage_bucket b order by id, content");
  const bills = await sql.unsafe("select to_jsonb(b) - 'run' - 'as_of' as row from bill_line b order by id, content");
  const sessions = await sql.unsafe("select * from session order by key");
  const state: Record<string, unknown> = { attempts, buckets, bills, sessions };
  for (const { name, grain, dimensions } of ROLLUPS) {
    state[name] = await sql.unsafe(`select * from ${name} order by ${[grain === "hour" ? "hour" : "day", ...dimensions].join(", ")}`);
  }
  state.sessionsByDay = await sql.unsafe(
    "select day, team, feature, sessions, priced_sessions, priced_cost from rollup_day_session order by 1, 2, 3",
  );
  // Sums keep the scale of their summands: 0 and 0.000 are the same amount.
  return JSON.parse(JSON.stringify(state), (_key, value) =>
    typeof value === "string" && /^-?\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, "") : value,
  );
}

/** A LiteLLM log line with the fields that matter, as its callbacks write it. */
export function call(id: string, over: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): Record<string, unknown> {
  const start = (over.startTime as number | undefined) ?? 1_790_000_000;
  return {
    id,
    trace_id: `trace-${id}`,
    call_type: "acompletion",
    cache_hit: null,
    stream: false,
    status: "success",
    custom_llm_provider: "openai",
    startTime: start,
    endTime: start + 1.5,
    completionStartTime: start + 1.5,
    model: "gpt-4o",
    model_group: "gpt-4o",
    model_id: "deployment-1",
    api_base: "https://api.openai.com",
    response_cost: 0.00225,
    prompt_tokens: 100,
    completion_tokens: 200,
    total_tokens: 300,
    end_user: "",
    request_tags: [],
    metadata: { user_api_key_hash: "key-1", user_api_key_team_id: "team-1", spend_logs_metadata: { feature: "chat" }, ...metadata },
    response: null,
    messages: null,
    error_information: null,
    hidden_params: {},
    ...over,
  };
}

export const failedCall = (
  id: string,
  over: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): Record<string, unknown> =>
  call(
    id,
    {
      status: "failure",
      prompt_tokens: 0,
      completion_tokens: 0,
      total_tokens: 0,
      response_cost: 0,
      error_information: { error_class: "APIConnectionError", error_code: "500" },
      ...over,
    },
    metadata,
  );

const FACT_TABLES = [
  "identity",
  "attempt",
  "attempt_version",
  "sighting",
  "span_link",
  "session",
  "session_name",
  "usage_bucket",
  "bill_line",
  "outcome",
  "ingest_run",
  "rejected_record",
  "source",
  "coverage",
  "pending_sums",
  "folded_through",
  "rollup_day_latency",
  "rollup_day_session",
  ...ROLLUPS.map((rollup) => rollup.name),
];

/** Back to an instance without facts or sources. */
export async function truncateFacts(sql: Sql): Promise<void> {
  await emptyTables(sql, FACT_TABLES);
}
