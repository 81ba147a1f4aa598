import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { otel } from "./otel";
import { attempts, NOW, readDocument, span, tokensOf, words } from "./testing";

const SAMPLES = join(process.cwd(), "../shared/formats/samples");
const read = (file: string): unknown => JSON.parse(readFileSync(join(SAMPLES, file), "utf8"));

describe("shared samples", () => {
  test("Pydantic AI 1.66: 80 uncached, 30 read, 10 written, 40 out", (ctx) => {
    if (!existsSync(SAMPLES)) return ctx.skip("shared samples are not here");
    const document = read("otlp_gen_ai_spans/pydantic_ai_1.66_cache.json");
    expect(otel.detect(document, "")).toBe(true);
    const [fact] = attempts(readDocument(document));
    expect(tokensOf(fact)).toEqual([80, 30, 10, null, 40, null]);
    expect(fact).toMatchObject({ project: "test-service", occurredAt: 1_746_026_930_220_515, durationMs: 1, model: null });
  });

  test("Traceloop OpenLLMetry: 14 in, 173 out, openai", (ctx) => {
    if (!existsSync(SAMPLES)) return ctx.skip("shared samples are not here");
    const [fact] = attempts(readDocument(read("otlp_gen_ai_spans/traceloop_openllmetry_openai_chat.json")));
    expect(tokensOf(fact)).toEqual([14, null, null, null, 173, null]);
    expect(fact).toMatchObject({ provider: "openai", model: "gpt-3.5-turbo-0125", requestedModel: "gpt-3.5-turbo", durationMs: 1444.194 });
  });

  test("OpenInference's 6 recorded spans, given ids and times, are 6 calls; without ids they are rejected", (ctx) => {
    if (!existsSync(SAMPLES)) return ctx.skip("shared samples are not here");
    const folder = "otel_openinference_spans";
    const files = readdirSync(join(SAMPLES, folder))
      .filter((name) => name.endsWith(".json"))
      .sort();
    const bare = files.map((file) => read(join(folder, file)));
    expect(bare.every((each) => otel.detect(each, ""))).toBe(true);
    expect(bare.flatMap((each) => words(readDocument(each)))).toEqual(files.map(() => "missing_id"));

    const dated = (each: unknown): unknown => ({
      ...(each as object),
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
      startTimeUnixNano: "1790000000000000000",
      endTimeUnixNano: "1790000002000000000",
    });
    const facts = Object.fromEntries(files.map((file, i) => [file, attempts(readDocument(dated(bare[i])))[0]]));
    expect(tokensOf(facts["chat-basic.json"])).toEqual([8, 0, null, null, 377, 320]);
    expect(tokensOf(facts["chat-detailed-usage.json"])).toEqual([12, 0, null, null, 100, 100]);
    expect(tokensOf(facts["chat-streaming-detailed-usage.json"])).toEqual([12, 0, null, null, 100, 100]);
    expect(tokensOf(facts["chat-streaming.json"])).toEqual([null, null, null, null, null, null]);
    expect(facts["chat-basic.json"]).toMatchObject({
      provider: "openai",
      model: "gpt-5-nano-2025-08-07",
      requestedModel: "gpt-5-nano",
      tier: "standard",
      responseId: "chatcmpl-C4Gm9xikLXbgE8He0BHWeoM03aa72",
    });
    expect(facts["chat-bad-request.json"]).toMatchObject({ status: "failure", errorClass: "openai.BadRequestError", inputUncached: null });
    expect(facts["audio-transcription-basic.json"]).toMatchObject({ kind: "audio", model: "whisper-1", units: { audio_second: "7" } });
  });

  test("double counting: every span that claims usage is a fact, and those without a counted descendant sum to 300/30, 113/11 and 10/16", (ctx) => {
    if (!existsSync(SAMPLES)) return ctx.skip("shared samples are not here");
    interface Case {
      spans: { name: string; parent: number | null; input: number | null; output: number | null; cost_usd?: number }[];
      true_usage: { input: number; output: number };
    }
    for (const { spans, true_usage } of read("otlp_gen_ai_spans/double_count_cases.json") as Case[]) {
      const id = (index: number): string => `b7ad6b71692033${String(index + 10)}`;
      const outcomes = spans.flatMap(({ name, parent, input, output }, index) => {
        const attributes: Record<string, number> = {
          ...(input === null ? {} : { "gen_ai.usage.input_tokens": input }),
          ...(output === null ? {} : { "gen_ai.usage.output_tokens": output }),
        };
        return otel
          .open({ settings: {}, now: NOW })
          .take(span(attributes, { name, spanId: id(index), parentSpanId: parent === null ? "" : id(parent) }), "");
      });
      expect(words(outcomes)).toEqual(spans.map(({ input }) => (input === null ? "other_span" : "fact")));

      const parentOf = new Map(outcomes.flatMap(({ link }) => (link ? [[link.span, link.parent] as const] : [])));
      const facts = attempts(outcomes);
      const above = new Set<string>();
      for (const fact of facts) for (let up = fact.parent; up; up = parentOf.get(up) ?? null) above.add(up);
      const counted = facts.filter((fact) => !above.has(fact.span ?? ""));
      const sum = (pick: "inputUncached" | "output"): number => counted.reduce((total, fact) => total + (fact[pick] ?? 0), 0);
      expect({ input: sum("inputUncached"), output: sum("output") }).toEqual(true_usage);
    }
  });
});
