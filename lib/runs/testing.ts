import { connect, type Sql } from "../../db/client";
import { testDatabase } from "../../db/testing";
import type { RunReport } from "../ingest";
import { ingestText, lines, call as logLine } from "../ingest/testing";

/** A database of one test file, and a short way to ingest into it. */
export interface TestInstance {
  sql: Sql;
  ingest(records: readonly unknown[], options?: { source?: string; kind?: string; file?: string; force?: boolean }): Promise<RunReport>;
  close(): Promise<void>;
}

export const NOW = new Date("2026-10-20T12:00:00Z");

export async function testInstance(): Promise<TestInstance> {
  const database = await testDatabase();
  const sql = connect(database.url, { max: 6 });
  let runs = 0;
  return {
    sql,
    ingest: (records, options = {}) => ingestText(sql, lines(records), { now: new Date(NOW.getTime() + runs++), ...options }),
    async close() {
      await sql.end({ timeout: 5 });
      await database.close();
    },
  };
}

export interface TestCall {
  id: string;
  at?: string;
  model?: string;
  provider?: string;
  input?: number;
  output?: number;
  session?: string;
  feature?: string;
  reported?: number;
}

/** One LiteLLM log line of a successful call. */
export function call({
  id,
  at = "2026-10-10T08:00:00Z",
  model = "gpt-4o",
  provider = "openai",
  input = 1_000,
  output = 100,
  session,
  feature = "chat",
  reported = 0,
}: TestCall): Record<string, unknown> {
  const counts = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  const startTime = Date.parse(at) / 1000;
  return logLine(
    id,
    { startTime, custom_llm_provider: provider, model, model_group: model, response_cost: reported, ...counts },
    { spend_logs_metadata: { feature }, session_id: session ?? null },
  );
}

/** One day of OpenAI's own count for a model. */
export function dayCount(day: string, model: string, requests: number, input: number, output: number): Record<string, unknown> {
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;
  return {
    object: "bucket",
    start_time: start,
    end_time: start + 86_400,
    results: [
      {
        object: "organization.usage.completions.result",
        input_tokens: input,
        output_tokens: output,
        input_cached_tokens: 0,
        input_audio_tokens: 0,
        output_audio_tokens: 0,
        num_model_requests: requests,
        project_id: null,
        user_id: null,
        api_key_id: null,
        model,
        batch: false,
      },
    ],
  };
}
