import { describe, expect, test } from "vitest";
import { withoutPrompts } from "./without-prompts";

describe("withoutPrompts", () => {
  test("messages, answers and error texts go, counts and ids stay", () => {
    const kept = withoutPrompts({
      id: "r1",
      prompt_tokens: 3,
      messages: [{ content: "secret" }],
      response: { id: "x", usage: { prompt_tokens: 3 }, choices: ["secret"] },
      error_information: { error_class: "RateLimitError", error_message: "secret" },
    });
    expect(kept).toEqual({
      id: "r1",
      prompt_tokens: 3,
      response: { id: "x", usage: { prompt_tokens: 3 } },
      error_information: { error_class: "RateLimitError" },
    });
  });
  test("JSON held as text is cleaned inside, and dropped where it can't be read", () => {
    expect(withoutPrompts({ metadata: '{"a":1,"proxy_server_request":{"body":"secret"}}' })).toEqual({ metadata: '{"a":1}' });
    expect(withoutPrompts({ metadata: '{"messages":"secr' })).toEqual({ metadata: "" });
  });
  test("a text of 5,000 characters is cut at 1,000 and a response as text is dropped", () => {
    expect(withoutPrompts({ note: "x".repeat(5_000), response: "secret" })).toEqual({ note: "x".repeat(1_000) });
  });
});
