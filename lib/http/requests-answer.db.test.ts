import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import type { Actor } from "../auth/actor";
import { testFacts } from "../metrics/testing";
import { answerRequests } from "./requests-answer";

const now = new Date("2026-10-03T10:00:00Z");
const who = (scope: "query" | "ingest"): Actor => ({ kind: "key", id: "1", name: "test", scope });
const range = { from: "2026-10-01", to: "2026-10-04" };
const { sql } = openTestDatabase({ max: 2 });

beforeAll(async () => {
  const facts = await testFacts(sql, "UTC");
  const source = await facts.source("gateway");
  for (let i = 0; i < 205; i += 1) {
    await facts.attempt({
      source,
      at: new Date(Date.UTC(2026, 9, 1, 0, i)).toISOString(),
      feature: "=cmd()",
      model: "gpt-4o",
      cost: "0.5",
      input_uncached: 1,
      output: 1,
    });
  }
  await facts.settle();
});

test("205 calls come as CSV over two pages, newest first, and a formula is told as text", async () => {
  const answer = await answerRequests({ sql, now, actor: who("query"), input: { ...range, format: "csv" } });
  if (!(answer instanceof Response)) throw new Error("not a download");
  const lines = (await answer.text()).trimEnd().split("\r\n");
  expect(lines).toHaveLength(206);
  expect(new Set(lines.slice(1).map((line) => line.split(",")[0])).size).toBe(205);
  expect(lines[1]).toContain("2026-10-01T03:24:00");
  expect(lines[1]).toContain("'=cmd()");
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="requests_2026-10-01_2026-10-04.csv"');
});

test("who may not export gets no CSV", async () => {
  await expect(answerRequests({ sql, now, actor: who("ingest"), input: { ...range, format: "csv" } })).rejects.toMatchObject({
    code: "forbidden",
  });
});
