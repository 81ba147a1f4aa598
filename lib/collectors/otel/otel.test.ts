import { describe, expect, test } from "vitest";
import type { RecordOutcome } from "../../facts";
import { otel } from "./otel";
import { attempts, fixtureText, NOW, readDocument, readFixture, span, TRACE, words } from "./testing";

interface Request {
  resourceSpans: { resource: unknown; scopeSpans: { spans: unknown[] }[] }[];
}
const semconv = (): Request => JSON.parse(fixtureText("semconv.json")) as Request;

describe("the shapes a trace export comes in", () => {
  test("a document, its ResourceSpans alone, an array of requests and streamed elements give the same 6 outcomes", () => {
    const whole = readDocument(semconv());
    const streamed = otel.open({ settings: {}, now: NOW });
    const outcomes: RecordOutcome[] = [];
    for (const entry of semconv().resourceSpans) {
      outcomes.push(...streamed.take(entry.resource, "resourceSpans[].resource"));
      for (const each of entry.scopeSpans.flatMap((group) => group.spans))
        outcomes.push(...streamed.take(each, "resourceSpans[].scopeSpans[].spans[]"));
    }
    expect(words(whole)).toEqual(["agent_span", "fact", "fact", "agent_span", "other_span", "fact"]);
    expect([...outcomes, ...streamed.end()]).toEqual(whole);
    expect(readDocument(semconv().resourceSpans[0])).toEqual(whole);
    expect(readDocument([semconv()])).toEqual(whole);
    expect(otel.open({ settings: {}, now: NOW }).take(semconv(), "[]")).toEqual(whole);
  });

  test("every span has its link, counted or not, with the parent of the 4 that have one", () => {
    const links = readDocument(semconv()).map((outcome) => outcome.link);
    expect(links).toHaveLength(6);
    expect(links.every((link) => link?.trace === TRACE)).toBe(true);
    expect(links.map((link) => link?.parent)).toEqual([null, "b7ad6b7169203301", "b7ad6b7169203301", "b7ad6b7169203301", null, null]);
  });

  test("each line of the collector's file exporter has its own resource, and a line of logs is ignored", () => {
    const reading = otel.open({ settings: {}, now: NOW });
    const outcomes = fixtureText("collector-file-exporter.jsonl")
      .trim()
      .split("\n")
      .flatMap((line) => reading.take(JSON.parse(line), ""));
    expect(words(outcomes)).toEqual(["fact", "not_billable", "fact"]);
    expect(attempts(outcomes).map((fact) => [fact.project, fact.inputUncached])).toEqual([
      ["a", 10],
      ["b", 20],
    ]);
  });

  test("snake case, integers as numbers and base64 ids read as the same 1 call", () => {
    const [fact] = attempts(readFixture("snake-case-base64.json"));
    expect(fact).toMatchObject({
      recordId: `${TRACE}:b7ad6b7169203301`,
      parent: null,
      project: "snake",
      provider: "mistral",
      inputUncached: 40,
      output: 4,
      occurredAt: 1_790_000_001_123_456,
      durationMs: 1500,
    });
  });

  test("the older instrumentationLibrarySpans count, and a new resource replaces the one before", () => {
    const group = (service: string, id: string) => ({
      resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
      instrumentationLibrarySpans: [{ spans: [span({ "gen_ai.usage.input_tokens": 1 }, { spanId: id })] }],
    });
    const facts = attempts(
      readDocument({
        resourceSpans: [
          group("one", "b7ad6b7169203331"),
          group("two", "b7ad6b7169203332"),
          { scopeSpans: [{ spans: [span({ "gen_ai.usage.input_tokens": 1 })] }] },
        ],
      }),
    );
    expect(facts.map((fact) => fact.project)).toEqual(["one", "two", null]);
  });

  test("an empty request holds 0 records; something else is 1 reject that keeps no content", () => {
    expect(readDocument({})).toEqual([]);
    expect(readDocument({ resourceSpans: [] })).toEqual([]);
    expect(readDocument({ prompt: "secret" })).toEqual([expect.objectContaining({ rejected: "unknown_format", record: null })]);
    expect(words(readDocument([{ other: 1 }, span({ "gen_ai.usage.input_tokens": 1 })]))).toEqual(["unknown_format", "fact"]);
  });
});

describe("detection looks at shape only", () => {
  test.each([
    ["a request", { resourceSpans: [] }, "", true],
    ["a snake case request", { resource_spans: [] }, "", true],
    ["an array of requests", [{ resourceSpans: [] }], "", true],
    ["a bare span", span({}), "", true],
    ["a span without ids", { name: "ChatCompletion", attributes: [{ key: "llm.system", value: { stringValue: "openai" } }] }, "", true],
    ["an element", { traceId: "x" }, "resourceSpans[].scopeSpans[].spans[]", true],
    ["logs", { resourceLogs: [] }, "", false],
    ["metrics", { resourceMetrics: [] }, "", false],
    ["a gateway's log line", { request_id: "a", model: "gpt-4o", prompt_tokens: 3 }, "", false],
    ["a number", 3, "", false],
    ["another document's element", { model: "gpt-4o" }, "data[]", false],
  ])("%s", (_, unit, path, expected) => {
    expect(otel.detect(unit, path)).toBe(expected);
  });
});

describe("records that can't be taken", () => {
  test("8 faults give 8 named reasons", () => {
    expect(words(readFixture("rejected.json"))).toEqual([
      "invalid_tokens",
      "invalid_tokens",
      "missing_time",
      "missing_id",
      "invalid_time",
      "invalid_amount",
      "inconsistent_tokens",
      "invalid_field",
    ]);
  });

  test("the detail names the attribute and its value", () => {
    const [negative, fractional] = readFixture("rejected.json");
    expect(negative).toMatchObject({ detail: "gen_ai.usage.input_tokens: -4 is negative" });
    expect(fractional).toMatchObject({ detail: "gen_ai.usage.output_tokens: 1.5 is not a whole number" });
  });

  test("what is kept holds no prompt, no unknown text and no e-mail address, and can be read again", () => {
    const records = readFixture("rejected.json").flatMap((outcome) => ("rejected" in outcome ? [outcome.record] : []));
    const text = JSON.stringify(records);
    expect(text).not.toMatch(/secret|kim@example/i);
    expect(text).toContain("gpt-4o");
    expect(text).toContain("shop-assistant");
    expect(words(readDocument(records[0]))).toEqual(["invalid_tokens"]);
    expect(
      JSON.stringify(
        readDocument(
          {
            resourceSpans: [{ scopeSpans: [{ spans: [{ ...span({ "gen_ai.usage.input_tokens": -1, "user.id": "kim@example.com" }) }] }] }],
          },
          { keepEmails: true },
        ),
      ),
    ).toContain("kim@example.com");
  });

  test("a span that is no call is ignored also without id or time", () => {
    expect(words(readDocument(span({ "http.route": "/" }, { traceId: "", startTimeUnixNano: undefined })))).toEqual(["other_span"]);
  });
});

test("30,000 calls take less than a second of processor time", () => {
  const call = semconv().resourceSpans[0]?.scopeSpans[0]?.spans[1];
  const reading = otel.open({ settings: {}, now: NOW });
  const take = (count: number) => {
    for (let i = 0; i < count; i++) reading.take(call, "resourceSpans[].scopeSpans[].spans[]");
  };
  take(5_000);
  const before = process.cpuUsage();
  take(30_000);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
});
