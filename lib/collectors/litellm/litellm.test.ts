import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type AttemptFact, attemptFact, type RecordOutcome } from "../../facts";
import { hashEmails } from "../../facts/email";
import type { CollectorSettings } from "../collector";
import { litellm } from "./index";

const now = Date.UTC(2026, 10, 22);
const fixture = (name: string): string => readFileSync(new URL(`../fixtures/litellm/${name}`, import.meta.url), "utf8");
const lines = (name: string): unknown[] =>
  fixture(name)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

function takeAll(units: unknown[], settings: CollectorSettings = {}): RecordOutcome[] {
  const reading = litellm.open({ settings, now });
  return [...units.flatMap((unit) => reading.take(unit, "")), ...reading.end()];
}

function factOf(outcome: RecordOutcome | undefined): AttemptFact {
  if (!outcome || !("fact" in outcome)) throw new Error(`no fact: ${JSON.stringify(outcome)}`);
  return attemptFact.parse(outcome.fact);
}

describe("a StandardLoggingPayload", () => {
  test("one line gives one fact with 600 uncached and 400 cached of 1,000 prompt tokens", () => {
    expect(factOf(takeAll(lines("standard-logging.jsonl"))[0])).toEqual({
      fact: "attempt",
      recordId: "chatcmpl-a1",
      asOf: null,
      callId: "0a1b2c3d-0000-4000-8000-000000000001",
      step: null,
      hiddenAttempts: null,
      occurredAt: 1_760_000_000_250_000,
      durationMs: 2_500,
      ttftMs: 500,
      provider: "openai",
      model: "gpt-4o-2024-08-06",
      requestedModel: "smart",
      route: "https://api.openai.com/v1",
      status: "success",
      errorClass: null,
      kind: "chat",
      tier: null,
      geo: null,
      gatewayCache: "none",
      inputUncached: 600,
      cacheRead: 400,
      cacheWrite5m: null,
      cacheWrite1h: null,
      output: 200,
      reasoning: 50,
      units: null,
      team: "team-1",
      project: "p-1",
      feature: "search",
      environment: "prod",
      apiKey: "9f".repeat(32),
      user: hashEmails("jo@example.com", false),
      customer: "acme",
      session: null,
      trace: "tr-1",
      span: null,
      parent: null,
      responseId: "chatcmpl-a1",
      promptHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      reportedCost: "0.0123",
      tags: ["User-Agent: curl", "feature:search", "environment:prod"],
      labels: { team: "Search", apiKey: "search-key" },
    });
  });
  test("an upstream 429 is a failure with unknown tokens, not 0 and not blocked", () => {
    expect(factOf(takeAll(lines("standard-logging.jsonl"))[1])).toMatchObject({
      status: "failure",
      errorClass: "RateLimitError",
      inputUncached: null,
      cacheRead: null,
      output: null,
      responseId: null,
      recordId: "0a1b2c3d-0000-4000-8000-000000000002",
      ttftMs: 500,
    });
  });
  test("one object per file, a list in a file, and a line each give the same fact", () => {
    const line = takeAll(lines("standard-logging.jsonl").slice(0, 1));
    expect(takeAll([JSON.parse(fixture("standard-logging.json"))])).toEqual(line);
    expect(takeAll([JSON.parse(fixture("standard-logging-batch.json"))]).slice(0, 1)).toEqual(line);
    expect(takeAll([{ standard_logging_object: JSON.parse(fixture("standard-logging.json")) }])).toEqual(line);
  });
});

describe("SpendLogs rows", () => {
  const outcomes = takeAll(lines("spend-logs.jsonl"));

  test("14,000 inclusive prompt tokens are 1,000 uncached, 9,000 read, 1,500 written for 5 minutes and 2,500 for an hour", () => {
    expect(factOf(outcomes[0])).toMatchObject({
      recordId: "chatcmpl-b1",
      inputUncached: 1_000,
      cacheRead: 9_000,
      cacheWrite5m: 1_500,
      cacheWrite1h: 2_500,
      output: 500,
      occurredAt: Date.UTC(2026, 9, 1, 8) * 1_000 + 123_456,
      durationMs: 3_000,
      ttftMs: 500,
      hiddenAttempts: 1,
      requestedModel: "claude",
      feature: "assistant",
      environment: "prod",
      session: "s-1",
      trace: null,
      customer: "globex",
      user: "u-7",
      reportedCost: "0.0312",
      labels: { team: "Chat", apiKey: "chat-key", project: "Assistant" },
      promptHash: null,
      responseId: "chatcmpl-b1",
    });
  });
  test("metadata and tags as JSON text give the same as objects", () => {
    expect({ ...factOf(outcomes[1]), recordId: "", responseId: "" }).toEqual({ ...factOf(outcomes[0]), recordId: "", responseId: "" });
  });
  test("a gateway cache hit keeps its own id and its tokens and takes no response id", () => {
    expect(factOf(outcomes[2])).toMatchObject({
      recordId: "chatcmpl-b1_cache_hit1759305600.5",
      gatewayCache: "exact",
      output: 500,
      reportedCost: "0",
      responseId: null,
    });
  });
  test("a call stopped by its budget is blocked, with all tokens unknown", () => {
    expect(factOf(outcomes[3])).toMatchObject({
      status: "blocked",
      errorClass: "BudgetExceededError",
      kind: "chat",
      inputUncached: null,
      output: null,
      hiddenAttempts: null,
    });
  });
  test("a health check is ignored; -5 output tokens are rejected without prompts", () => {
    expect(outcomes[4]).toEqual({ ignored: "not_billable" });
    expect(outcomes[5]).toMatchObject({ rejected: "invalid_tokens", detail: "usage.completion_tokens: -5 is negative" });
    expect(JSON.stringify(outcomes[5])).not.toContain('"messages"');
  });
  test("a list and a page of the spend API give the same as lines, whole or split", () => {
    expect(takeAll([JSON.parse(fixture("spend-logs.json"))])).toEqual(outcomes.slice(0, 4));
    expect(takeAll([JSON.parse(fixture("spend-logs-page.json"))])).toEqual(outcomes.slice(0, 4));
    expect(takeAll([{ logs: JSON.parse(fixture("spend-logs.json")) }])).toEqual(outcomes.slice(0, 4));
    expect(takeAll(JSON.parse(fixture("spend-logs.json")))).toEqual(outcomes.slice(0, 4));
    expect(takeAll([{ row_to_json: lines("spend-logs.jsonl")[0] }])).toEqual(outcomes.slice(0, 1));
  });
  test("a daily summary of /spend/logs is rejected with what to ask for instead", () => {
    expect(takeAll(JSON.parse(fixture("spend-logs-summary.json")))[0]).toMatchObject({
      rejected: "unknown_format",
      detail: expect.stringContaining("summarize=false"),
    });
  });
});

describe("detect", () => {
  test("every fixture shape is LiteLLM's, its daily summary and other gateways' lines are not", () => {
    for (const name of ["standard-logging.json", "standard-logging-batch.json", "spend-logs.json", "spend-logs-page.json"]) {
      expect(litellm.detect(JSON.parse(fixture(name)), "")).toBe(true);
    }
    for (const unit of [...lines("standard-logging.jsonl"), ...lines("spend-logs.jsonl")]) expect(litellm.detect(unit, "")).toBe(true);
    expect(litellm.detect(JSON.parse(fixture("spend-logs-summary.json")), "")).toBe(false);
    for (const other of [
      null,
      1,
      "x",
      [],
      {},
      { data: [] },
      { id: "gen-1", model: "x", created_at: "2026-01-01" },
      { resourceSpans: [] },
      { request_id: "r", prompt_tokens: 1 },
    ]) {
      expect(litellm.detect(other, "")).toBe(false);
    }
  });
});

describe("attribution by settings", () => {
  const first = lines("spend-logs.jsonl").slice(0, 1);
  test("a dimension is taken from a path or a tag, and is null where nothing is there", () => {
    const remap = {
      feature: "metadata.spend_logs_metadata.product",
      environment: "tag:env",
      team: "metadata.nothing",
      api_key: "model_group",
    };
    expect(factOf(takeAll(first, { remap })[0])).toMatchObject({
      feature: "web",
      environment: "staging",
      team: null,
      apiKey: "claude-fallback",
      labels: { project: "Assistant" },
    });
  });
  test("e-mails stay where an admin keeps them", () => {
    expect(factOf(takeAll(lines("standard-logging.jsonl"), { keepEmails: true })[0]).user).toBe("jo@example.com");
  });
});

test("a page of /spend/logs/v2 without calls is recognized and holds no record; a foreign empty list is not", () => {
  const page = { data: [], total: 0, page: 1, page_size: 50, total_pages: 0 };
  expect(litellm.detect(page, "")).toBe(true);
  expect(takeAll([page])).toEqual([]);
  expect(litellm.detect({ object: "page", data: [], has_more: false }, "")).toBe(false);
});
