import { describe, expect, test } from "vitest";
import { hexId } from "./ids";
import { cleanModel, tierOf } from "./model-name";
import { attemptOf, attempts, readDocument, span, TRACE, tokensOf, words } from "./testing";

const IN = "gen_ai.usage.input_tokens";
const OUT = "gen_ai.usage.output_tokens";
const READ = "gen_ai.usage.cache_read.input_tokens";
const WRITE = "gen_ai.usage.cache_creation.input_tokens";
const REASONING = "gen_ai.usage.reasoning.output_tokens";
const TOTAL = "gen_ai.usage.total_tokens";

describe("token classes are disjoint", () => {
  test.each([
    ["cache within input", { [IN]: 120, [READ]: 30, [WRITE]: 10, [OUT]: 40 }, [80, 30, 10, null, 40, null]],
    ["cache equal to input is still within", { [IN]: 40, [READ]: 30, [WRITE]: 10 }, [0, 30, 10, null, null, null]],
    ["cache 1 above input means input is without it", { [IN]: 39, [READ]: 30, [WRITE]: 10 }, [39, 30, 10, null, null, null]],
    ["a total that adds cache to input says the same", { [IN]: 100, [READ]: 30, [OUT]: 5, [TOTAL]: 135 }, [100, 30, null, null, 5, null]],
    ["a total of input and output leaves cache within", { [IN]: 100, [READ]: 30, [OUT]: 5, [TOTAL]: 105 }, [70, 30, null, null, 5, null]],
    ["reasoning within output", { [IN]: 10, [OUT]: 50, [REASONING]: 20, [TOTAL]: 60 }, [10, null, null, null, 50, 20]],
    ["reasoning beside output by the total", { [IN]: 10, [OUT]: 50, [REASONING]: 20, [TOTAL]: 80 }, [10, null, null, null, 70, 20]],
    ["reasoning larger than output is beside it", { [IN]: 10, [OUT]: 5, [REASONING]: 20 }, [10, null, null, null, 25, 20]],
    ["only output stated", { [OUT]: 5 }, [null, null, null, null, 5, null]],
    ["counts as text with decimals", { [IN]: "12.0", [OUT]: "3" }, [12, null, null, null, 3, null]],
    [
      "NaN, as a stream without usage gives, is unknown",
      { "gen_ai.request.model": "m", [IN]: "NaN", [OUT]: "NaN" },
      [null, null, null, null, null, null],
    ],
    ["zero stays zero", { [IN]: 0, [OUT]: 0, [READ]: 0 }, [0, 0, null, null, 0, null]],
  ])("%s", (_, attributes, expected) => {
    expect(tokensOf(attemptOf(attributes as Record<string, string | number>))).toEqual(expected);
  });
});

describe("which spans are calls", () => {
  test.each([
    ["usage without a marker", { [IN]: 1 }, "fact"],
    ["a model without a marker", { "gen_ai.request.model": "gpt-4o" }, "fact"],
    ["nothing", {}, "other_span"],
    ["an agent with usage", { "gen_ai.operation.name": "invoke_agent", [IN]: 300 }, "agent_span"],
    ["a workflow", { "gen_ai.operation.name": "invoke_workflow" }, "agent_span"],
    ["an unknown operation with usage", { "gen_ai.operation.name": "realtime", [IN]: 1 }, "fact"],
    ["a retrieval that names its model", { "gen_ai.operation.name": "retrieval", "gen_ai.request.model": "m" }, "agent_span"],
    ["a chain", { "openinference.span.kind": "CHAIN", [IN]: 1 }, "agent_span"],
    ["a guardrail that asks a model", { "openinference.span.kind": "GUARDRAIL", [IN]: 1 }, "fact"],
    ["a guardrail that asks none", { "openinference.span.kind": "GUARDRAIL" }, "agent_span"],
    ["Claude Code's bare names elsewhere", { input_tokens: 5 }, "other_span"],
  ])("%s", (_, attributes, expected) => {
    expect(words(readDocument(span(attributes as Record<string, string | number>)))).toEqual([expected]);
  });

  test("a successful call without tokens is a fact with null tokens", () => {
    expect(attemptOf({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4o" })).toMatchObject({
      status: "success",
      inputUncached: null,
      output: null,
    });
  });
});

describe("status, time and names", () => {
  test.each([[2], ["2"], ["STATUS_CODE_ERROR"]])("status code %j is a failure", (code) => {
    const events = [{ name: "exception", attributes: [{ key: "exception.type", value: { stringValue: "openai.RateLimitError" } }] }];
    expect(attemptOf({ [IN]: 1 }, { status: { code }, events })).toMatchObject({ status: "failure", errorClass: "openai.RateLimitError" });
  });

  test("an end before the start, or none, leaves the duration unknown", () => {
    expect(attemptOf({ [IN]: 1 }, { endTimeUnixNano: "1789999999000000000" })?.durationMs).toBeNull();
    expect(attemptOf({ [IN]: 1 }, { endTimeUnixNano: "0" })?.durationMs).toBeNull();
    expect(attemptOf({ [IN]: 1 }, { startTimeUnixNano: 1_790_000_000_000_000_000 })?.occurredAt).toBe(1_790_000_000_000_000);
  });

  test("ids are 16 and 8 bytes in hex of either case or base64; zeros mean none", () => {
    expect(hexId(TRACE.toUpperCase(), 16)).toBe(TRACE);
    expect(hexId(Buffer.from(TRACE, "hex").toString("base64"), 16)).toBe(TRACE);
    expect(hexId("0000000000000000", 8)).toBeNull();
    expect(hexId("AAAAAAAAAAA=", 8)).toBeNull();
    expect(hexId("abc", 8)).toBeNull();
    expect(hexId(17, 8)).toBeNull();
  });

  test.each([
    ["claude-opus-4-6\u001b[1m", "claude-opus-4-6"],
    ["claude-opus-4-6[1m]", "claude-opus-4-6"],
    ["\u001b[1mclaude\u001b[0m", "claude"],
    ["gpt-4o", "gpt-4o"],
    [" ", null],
    [null, null],
  ])("model %j is %j", (written, expected) => expect(cleanModel(written)).toBe(expected));

  test.each([
    ["default", "standard"],
    ["auto", null],
    ["fast", "priority"],
    ["flex", "flex"],
    ["new-tier", null],
  ])("tier %s is %s", (written, expected) => {
    expect(tierOf(written)).toBe(expected);
  });

  test.each([
    [{ "gen_ai.system": "anthropic.messages" }, "anthropic"],
    [{ "gen_ai.system": "google.generative-ai" }, "google"],
    [{ "gen_ai.system": "google.vertex.chat" }, "vertex_ai"],
    [{ "gen_ai.system": "azure-openai.responses" }, "azure"],
    [{ "gen_ai.system": "Langchain", "llm.provider": "aws" }, "bedrock"],
    [{ "gen_ai.provider.name": "aws.bedrock", "gen_ai.system": "x" }, "bedrock"],
    [{}, null],
  ])("provider of %j is %s", (attributes, expected) => {
    expect(attemptOf({ [IN]: 1, ...attributes } as Record<string, string | number>)?.provider).toBe(expected);
  });

  test("the same messages sent to two models have one prompt hash", () => {
    const sent = (model: string) =>
      attemptOf({
        "openinference.span.kind": "LLM",
        "llm.model_name": model,
        "input.value": `{"model":"${model}"}`,
        "llm.input_messages.0.message.role": "user",
        "llm.input_messages.0.message.content": "made-up question",
      })?.promptHash;
    expect(sent("small")).toBe(sent("large"));
    expect(sent("small")).not.toBeNull();
  });
});

describe("attribution", () => {
  const resource = {
    attributes: [
      { key: "service.name", value: { stringValue: "svc" } },
      { key: "permille.feature", value: { stringValue: "search" } },
      { key: "cost.centre", value: { stringValue: "cc-9" } },
    ],
  };
  const one = (settings: object) =>
    attempts(
      readDocument(
        {
          resourceSpans: [
            {
              resource,
              scopeSpans: [{ spans: [span({ [IN]: 1, "gen_ai.agent.name": "Bot", "enduser.id": "kim@example.com", "my.key": "k1" })] }],
            },
          ],
        },
        settings,
      ),
    )[0];

  test("a feature of the resource beats the agent's name", () => expect(one({})?.feature).toBe("search"));

  test("a remapped dimension reads the named attribute, span first, then resource, and nothing else", () => {
    expect(one({ remap: { team: "cost.centre", api_key: "my.key", project: "absent" } })).toMatchObject({
      team: "cc-9",
      apiKey: "k1",
      project: null,
    });
  });

  test("e-mail addresses are hashed unless the source keeps them", () => {
    expect(one({})?.customer).toMatch(/^email:[0-9a-f]{12}$/);
    expect(one({ keepEmails: true })?.customer).toBe("kim@example.com");
  });
});
