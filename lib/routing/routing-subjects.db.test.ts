import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { call, ingestText, lines } from "../ingest/testing";
import { routingSubjects } from "./routing-subjects";

const NOW = new Date("2026-10-05T00:00:00Z");
const at = (day: string) => Date.parse(`${day}T08:00:00Z`) / 1000;
const { sql } = openTestDatabase({ max: 2 });

function asked(id: string, name: string | undefined, feature: string, { day = "2026-10-01", model = "gpt-4o-mini" } = {}) {
  return call(
    id,
    { model, model_group: name, startTime: at(day), endTime: at(day) + 1, prompt_tokens: 100, completion_tokens: 10 },
    { spend_logs_metadata: { feature } },
  );
}

beforeAll(async () => {
  await ingestText(
    sql,
    lines([
      ...[1, 2, 3].map((i) => asked(`chat-${i}`, "smart", "chat")),
      ...[1, 2].map((i) => asked(`mail-${i}`, "fast", "mail")),
      asked("plain", "gpt-4o", "mail"),
      asked("odd", "mystery-1", "lab", { model: "mystery-1" }),
      ...[1, 2, 3, 4, 5].map((i) => asked(`old-${i}`, "forgotten", "archive", { day: "2026-06-01" })),
    ]),
  );
}, 60_000);

test("features, names that are not mapped and models of the last 90 days, the busiest first", async () => {
  const { features, unmapped, unnamed, models, boundaries } = await routingSubjects(sql, NOW);
  expect(features).toEqual([
    { feature: "chat", requests: 3 },
    { feature: "mail", requests: 3 },
    { feature: "lab", requests: 1 },
  ]);
  // A priced model that was asked for by its own name is none of them, nor is a request whose own model has no price.
  expect(unmapped).toEqual([
    { requestedModel: "smart", requests: 3 },
    { requestedModel: "fast", requests: 2 },
  ]);
  expect(unnamed).toBe(0);
  expect(models).toEqual([
    { provider: "openai", model: "gpt-4o-mini", requests: 6, outputUsdPerMillion: "0.6", classByPrice: "small" },
    { provider: "openai", model: "mystery-1", requests: 1, outputUsdPerMillion: null, classByPrice: null },
  ]);
  expect(boundaries).toEqual({ frontier: "8", mid: "1.5" });
});
