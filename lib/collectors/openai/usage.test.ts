import { describe, expect, test } from "vitest";
import { buckets, collect, collectFixture, rejections } from "./testing";

const D = Date.UTC(2026, 8, 1) / 1000;
const day = (...results: unknown[]) => ({ object: "bucket", start_time: D, end_time: D + 86_400, results });
const completions = (fields: Record<string, unknown>) => ({ object: "organization.usage.completions.result", ...fields });

describe("grouped completions", () => {
  const outcomes = collectFixture("completions-grouped.page.json");
  const facts = buckets(outcomes);

  test("4 rows and 1 idle day are 5 records", () => {
    expect(outcomes).toHaveLength(5);
    expect(facts).toHaveLength(4);
    expect(outcomes[4]).toEqual({ ignored: "idle_bucket" });
  });
  test("9,000 input tokens are 6,000 uncached, 2,500 read and 500 written", () => {
    expect(facts[0]).toMatchObject({
      requests: 30,
      inputUncached: 6000,
      cacheRead: 2500,
      cacheWrite5m: 500,
      cacheWrite1h: null,
      output: 1200,
      units: null,
      kind: "chat",
    });
  });
  test("input without a stated rest is input less what was cached; without both it is all uncached", () => {
    expect(facts[1]).toMatchObject({ inputUncached: 3000, cacheRead: 1000, cacheWrite5m: null });
    expect(buckets(collect([day(completions({ input_tokens: 70, output_tokens: 5, num_model_requests: 1 }))]))[0]).toMatchObject({
      inputUncached: 70,
      cacheRead: null,
      cacheWrite5m: null,
    });
  });
  test("the tier is batch where batch is true, else the service tier: default, fast", () => {
    expect(facts.map((fact) => fact.tier)).toEqual(["standard", "batch", "priority", "priority"]);
    const tiers = ["auto", null, "flex", "scale", "priority", "ultrafast"].map((service_tier) =>
      completions({ input_tokens: 1, service_tier }),
    );
    const others = buckets(collect([day(...tiers)]));
    expect(others.map((fact) => fact.tier)).toEqual([null, null, "flex", "scale", "priority", null]);
    expect(others.map((fact) => fact.extra)).toEqual([null, null, null, null, null, { service_tier: "ultrafast" }]);
  });
  test("the grouping names all fields that any row of the bucket states, sorted", () => {
    for (const fact of facts) expect(fact.grouping).toEqual(["api_key_id", "batch", "model", "project_id", "service_tier", "user_id"]);
  });
  test("the record id holds endpoint, snapped start, width and group, and #2 for the second row of one group", () => {
    const group = "project_id=proj_search;user_id=user-ben;model=gpt-5-mini-2025-08-07;batch=false;service_tier=fast";
    expect(facts[2]?.recordId).toBe(`completions|${D}|1d|${group}`);
    expect(facts[3]?.recordId).toBe(`completions|${D}|1d|${group}#2`);
  });
  test("e-mails are hashed, kept on request, and the record id is the same either way", () => {
    const kept = buckets(collectFixture("completions-grouped.page.json", { keepEmails: true }));
    expect(facts[0]?.user).toMatch(/^email:[0-9a-f]{12}$/);
    expect(kept[0]?.user).toBe("nora@shop.example");
    expect(kept[0]?.recordId).toBe(facts[0]?.recordId);
  });
  test("a group value can't forge another record's id", () => {
    const rows = [
      { project_id: "a;model=b" },
      { project_id: "a", model: "b" },
      { project_id: "a", model: "b#2" },
      { project_id: "a", model: "b" },
    ];
    const ids = buckets(collect([day(...rows.map((row) => completions({ input_tokens: 1, ...row })))])).map((fact) => fact.recordId);
    expect(new Set(ids).size).toBe(4);
  });
});

describe("every endpoint", () => {
  const facts = buckets(collectFixture("every-endpoint.pages.jsonl"));
  const of = (endpoint: string) => facts.find((fact) => fact.endpoint === endpoint);

  test("embeddings and moderations count input tokens", () => {
    expect(of("embeddings")).toMatchObject({
      kind: "embedding",
      requests: 12,
      inputUncached: 640,
      cacheRead: null,
      output: null,
      units: null,
    });
    expect(of("moderations")).toMatchObject({ kind: "moderation", requests: 7, inputUncached: 210 });
  });
  test("images and audio count requests and their own unit", () => {
    expect(of("images")).toMatchObject({
      kind: "image",
      requests: 3,
      inputUncached: null,
      units: { image: "4" },
      extra: { size: "1024x1024", source: "image.generation" },
    });
    expect(of("audio_speeches")).toMatchObject({ kind: "audio", requests: 9, units: { character: "5120" } });
    expect(of("audio_transcriptions")).toMatchObject({ kind: "audio", requests: 6, units: { audio_second: "734" } });
  });
  test("tool calls add quantities, never requests or tokens", () => {
    expect(of("vector_stores")).toMatchObject({ kind: "tool", requests: null, units: { vector_store_byte: "734003200" } });
    expect(of("code_interpreter_sessions")).toMatchObject({ kind: "tool", requests: null, units: { code_interpreter_session: "5" } });
    expect(of("file_search_calls")).toMatchObject({
      kind: "search",
      requests: null,
      units: { file_search: "21" },
      extra: { vector_store_id: "vs_1" },
    });
    expect(of("web_search_calls")).toMatchObject({
      kind: "search",
      requests: null,
      inputUncached: null,
      units: { web_search: "14" },
      extra: { context_level: "medium" },
    });
  });
  test("other spellings of the object, and no object at all, are the same endpoint", () => {
    const rows = [
      { object: "organization.usage.web_search_calls.result", num_requests: 1 },
      { object: "organization.usage.file_search_calls.result", num_requests: 1 },
      { object: "organization.usage.code_interpreter.result", num_sessions: 1 },
      { num_requests: 3, vector_store_id: null },
      { num_requests: 3, num_model_requests: 2, context_level: null },
      { num_sessions: 1 },
      { usage_bytes: 1 },
      { seconds: 2, num_model_requests: 1 },
      { characters: 2, num_model_requests: 1 },
      { images: 2, num_model_requests: 1 },
      { input_tokens: 1, output_tokens: 1, num_model_requests: 1 },
      { input_tokens: 1, model: "text-embedding-3-large" },
      { input_tokens: 1, model: "omni-moderation-latest" },
    ];
    expect(buckets(collect([day(...rows)])).map((fact) => fact.endpoint)).toEqual([
      "web_search_calls",
      "file_search_calls",
      "code_interpreter_sessions",
      "file_search_calls",
      "web_search_calls",
      "code_interpreter_sessions",
      "vector_stores",
      "audio_transcriptions",
      "audio_speeches",
      "images",
      "completions",
      "embeddings",
      "moderations",
    ]);
  });
});

describe("bad rows", () => {
  const outcomes = collectFixture("traps.buckets.json");

  test("9 of 10 rows of a day, 2 of an empty period, 1 without a start, 1 over two days and an error answer are rejected, each with a sentence", () => {
    expect(buckets(outcomes)).toHaveLength(1);
    expect(rejections(outcomes)).toEqual([
      "inconsistent_tokens: input_cached_tokens + input_cache_write_tokens is 120, more than input_tokens 100",
      "inconsistent_tokens: input_uncached_tokens + input_cached_tokens + input_cache_write_tokens is 110, but input_tokens is 100",
      "invalid_tokens: input_tokens: -5 is negative",
      'invalid_tokens: input_tokens: "10.5" is not a whole number',
      'unknown_format: object is "organization.usage.videos.result", which is no known usage or costs result',
      "missing_usage: a row of completions has none of input_tokens, output_tokens, num_model_requests",
      "unknown_format: a result without object, whose fields fit no single endpoint: input_tokens, num_model_requests",
      "invalid_field: model is 42, not a text",
      'unknown_format: a result is "a text", not an object',
      "invalid_time: end_time 1788307200 is not after start_time 1788307200",
      "invalid_time: end_time 1788307200 is not after start_time 1788307200",
      "missing_time: start_time is missing",
      "invalid_time: the bucket from 1788264000 to 1788393600 is not within one UTC day",
      "unknown_format: expected a bucket with start_time, end_time and results, not an object with error",
    ]);
  });
  test("a rejected row is kept in its bucket, as plain JSON without e-mails, so that it can be read again", () => {
    const kept = outcomes.flatMap((outcome) => ("rejected" in outcome ? [outcome.record] : []));
    expect(JSON.stringify(kept)).not.toContain("nora@shop.example");
    expect(kept[3]).toMatchObject({ object: "bucket", start_time: D, end_time: D + 86_400, results: [{ input_tokens: 10.5 }] });
    expect(rejections(collect([kept[3]]))).toEqual(["invalid_tokens: input_tokens: 10.5 is not a whole number"]);
  });
});
