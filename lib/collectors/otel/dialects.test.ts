import { describe, expect, test } from "vitest";
import { attempts, readFixture, tokensOf, words } from "./testing";

describe("each dialect's fixture", () => {
  test("semantic conventions: 3,000 input with 2,000 read and 600 written (200 for an hour) leave 400 uncached", () => {
    const [chat, failed, embedding] = attempts(readFixture("semconv.json"));
    expect(tokensOf(chat)).toEqual([400, 2000, 400, 200, 240, 100]);
    expect(chat).toMatchObject({
      provider: "anthropic",
      model: "claude-sonnet-4-5-20250929",
      requestedModel: "claude-sonnet-4-5",
      kind: "chat",
      status: "success",
      ttftMs: 290,
      durationMs: 1500,
      session: "conv-7",
      feature: "Concierge",
      customer: "acme",
      team: "support",
      apiKey: "key-web",
      project: "shop-assistant",
      environment: "production",
      responseId: "msg_fixture_1",
      units: { web_search: "2" },
      route: "api.anthropic.com",
    });
    expect(chat?.user).toMatch(/^email:[0-9a-f]{12}$/);
    expect(chat?.promptHash).toMatch(/^[0-9a-f]{16}$/);
    expect(failed).toMatchObject({
      status: "failure",
      errorClass: "429",
      tier: "priority",
      provider: "azure",
      inputUncached: null,
      output: null,
    });
    expect(embedding).toMatchObject({ kind: "embedding", inputUncached: 88, output: null });
  });

  test("Traceloop: deprecated token names, api base, association properties, an unnamed service", () => {
    const outcomes = readFixture("traceloop.json");
    expect(words(outcomes)).toEqual(["agent_span", "fact"]);
    const [fact] = attempts(outcomes);
    expect(tokensOf(fact)).toEqual([476, 1024, null, null, 120, null]);
    expect(fact).toMatchObject({
      provider: "openai",
      tier: "standard",
      project: null,
      environment: "staging",
      session: "s-19",
      user: "u-4",
      route: "https://api.openai.com/v1/",
    });
    expect(fact?.promptHash).not.toBeNull();
  });

  test("OpenLIT with Gemini: reasoning that the total counts apart goes into output, 877 + 1,058; the cost is exact", () => {
    const [fact] = attempts(readFixture("openlit.json"));
    expect(tokensOf(fact)).toEqual([5, 0, null, null, 1935, 1058]);
    expect(fact).toMatchObject({ provider: "google", ttftMs: 125, reportedCost: "0.004839" });
  });

  test("OpenInference: 4 calls by span kind; id and tier from the answer, first token from its event", () => {
    const outcomes = readFixture("openinference.json");
    expect(words(outcomes)).toEqual(["fact", "fact", "fact", "agent_span", "fact"]);
    const [chat, embedding, rerank, audio] = attempts(outcomes);
    expect(tokensOf(chat)).toEqual([388, 512, null, null, 70, 64]);
    expect(chat).toMatchObject({
      provider: "azure",
      model: "gpt-5-nano-2025-08-07",
      requestedModel: "gpt-5-nano",
      tier: "flex",
      responseId: "chatcmpl-fixture-3",
      ttftMs: 400,
      reportedCost: "0.00007",
      tags: ["beta", "search"],
      session: "oi-1",
    });
    expect(embedding).toMatchObject({ kind: "embedding", model: "text-embedding-3-large", inputUncached: 31 });
    expect(rerank).toMatchObject({ kind: "rerank", model: "rerank-v3.5", inputUncached: null });
    expect(audio).toMatchObject({ kind: "audio", model: "whisper-1", units: { audio_second: "7.5" } });
  });

  test("Vercel: only the inner calls count, and Anthropic's input is with or without cache as its metadata shows", () => {
    const outcomes = readFixture("vercel.json");
    expect(words(outcomes)).toEqual(["agent_span", "fact", "fact", "fact", "fact", "agent_span"]);
    const [openai, without, within, embedding] = attempts(outcomes);
    expect(tokensOf(openai)).toEqual([188, 512, null, null, 50, 0]);
    expect(openai).toMatchObject({
      provider: "openai",
      tier: "priority",
      ttftMs: 212.5,
      session: "v-1",
      user: "u-9",
      model: "gpt-4o-mini-2024-07-18",
    });
    expect(tokensOf(without)).toEqual([900, 500, 100, 200, 40, null]);
    expect(without).toMatchObject({ provider: "anthropic", units: { web_search: "1" }, tier: "batch" });
    expect(tokensOf(within)).toEqual([900, 500, 300, null, 40, null]);
    expect(embedding).toMatchObject({ kind: "embedding", provider: "openai", inputUncached: 12 });
  });

  test("Claude Code: input is without cache, the model without its escape, a 529 is a failure", () => {
    const outcomes = readFixture("claude-code.json");
    expect(words(outcomes)).toEqual(["agent_span", "fact", "fact", "agent_span"]);
    const [fact, failed] = attempts(outcomes);
    expect(tokensOf(fact)).toEqual([2000, 1500, 400, null, 1200, null]);
    expect(fact).toMatchObject({
      provider: "anthropic",
      model: "claude-opus-4-6",
      requestedModel: "claude-opus-4-6",
      tier: "priority",
      ttftMs: 1834,
      session: "cc-1",
    });
    expect(failed).toMatchObject({ status: "failure", errorClass: "529", provider: "anthropic" });
  });

  test("no fact holds a prompt or an answer", () => {
    const files = ["semconv.json", "traceloop.json", "openlit.json", "openinference.json", "vercel.json", "claude-code.json"];
    expect(JSON.stringify(files.map((file) => attempts(readFixture(file))))).not.toMatch(/made-up|made up/);
  });
});
