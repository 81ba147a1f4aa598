import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { attemptFact } from "../../facts";
import { litellm } from "./index";

const folder = join(process.cwd(), "../shared/formats/samples/litellm");
const sample = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const read = (unit: unknown) => {
  const [outcome] = litellm.open({ settings: {}, now: Date.UTC(2026, 10, 22) }).take(unit, "");
  if (!outcome || !("fact" in outcome)) throw new Error(JSON.stringify(outcome));
  return attemptFact.parse(outcome.fact);
};

describe("shared LiteLLM samples", () => {
  test("both views of a request: 10 in, 20 out, $0.00022500000000000002, 4.583 ms", (ctx) => {
    if (!existsSync(folder)) return ctx.skip("shared samples are not here");
    for (const name of ["spend_logs_payload.json", "standard_logging_payload.json"]) {
      expect(litellm.detect(sample(name), "")).toBe(true);
      expect(read(sample(name))).toMatchObject({
        inputUncached: 10,
        cacheRead: null,
        output: 20,
        reportedCost: "0.00022500000000000002",
        durationMs: 4.583,
        provider: "openai",
        model: "gpt-4o",
        requestedModel: null,
        team: null,
        user: null,
        customer: null,
        status: "success",
        kind: "chat",
        occurredAt: Date.UTC(2025, 0, 24, 9, 20, 46) * 1_000 + 847_371,
      });
    }
    expect(read(sample("spend_logs_payload.json"))).toMatchObject({ session: "1234567890", ttftMs: null });
    expect(read(sample("standard_logging_payload.json"))).toMatchObject({ session: null, ttftMs: 4.583 });
  });
  test("the usage objects quoted in three issues give their true classes", (ctx) => {
    if (!existsSync(folder)) return ctx.skip("shared samples are not here");
    const facts = sample("real_usage_objects_from_issues.json").map((issue: { usage?: unknown; usage_object?: unknown }, i: number) =>
      read({
        request_id: `r${i}`,
        call_type: "anthropic_messages",
        startTime: "2026-01-01 00:00:00",
        metadata: { usage_object: issue.usage ?? issue.usage_object },
      }),
    );
    const classes = facts.map((f: ReturnType<typeof read>) => [f.inputUncached, f.cacheRead, f.cacheWrite5m, f.cacheWrite1h, f.output]);
    expect(classes).toEqual([
      [3, 0, 12_304, 0, 550],
      [4, 2_455, 0, 0, 23],
      [123_201, 426_653, 184_457, 0, null],
    ]);
    expect(facts[2].units).toEqual({ web_search: "5" });
  });
});
