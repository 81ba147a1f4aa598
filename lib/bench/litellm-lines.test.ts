import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { litellmLines } from "./litellm-lines";

const line = z.object({
  id: z.string(),
  startTime: z.number(),
  end_user: z.string(),
  metadata: z.object({
    session_id: z.string(),
    user_api_key_hash: z.string().length(64),
    user_api_key_team_id: z.string(),
    user_api_key_user_id: z.string(),
    spend_logs_metadata: z.object({ feature: z.string() }),
  }),
});

const hash = (lines: Iterable<string>): string => {
  const sum = createHash("sha256");
  for (const one of lines) sum.update(one);
  return sum.digest("hex");
};

function groupBy<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(of(item), [...(groups.get(of(item)) ?? []), item]);
  return groups;
}

describe("20,000 lines", () => {
  const texts = [...litellmLines({ lines: 20_000, spanMs: 86_400_000 })];
  const records = texts.map((text) => line.parse(JSON.parse(text)));
  const unique = [...new Map(records.map((record) => [record.id, record])).values()];

  test("the same seed gives the same bytes, another seed others", () => {
    expect(hash(litellmLines({ lines: 20_000, spanMs: 86_400_000 }))).toBe(hash(texts));
    expect(hash(litellmLines({ lines: 20_000, spanMs: 86_400_000, seed: 2 }))).not.toBe(hash(texts));
  });

  test("a line has 1.8 to 2.0 KB", () => {
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length;
    expect(bytes).toBeGreaterThan(1_800);
    expect(bytes).toBeLessThan(2_000);
  });

  test("5 % repeat an earlier line word for word", () => {
    expect(1 - new Set(texts).size / texts.length).toBeCloseTo(0.05, 2);
    expect(new Set(texts).size).toBe(unique.length);
  });

  test("a session has 8 calls on average, minutes apart, between those of others, and keeps its key, user, customer and feature", () => {
    const sessions = groupBy(unique, (record) => record.metadata.session_id);
    expect(texts.length / sessions.size).toBeGreaterThan(7);
    expect(texts.length / sessions.size).toBeLessThan(9);
    const pauses: number[] = [];
    for (const calls of sessions.values()) {
      const owners = new Set(calls.map(({ end_user, metadata: { session_id: _, ...owner } }) => JSON.stringify({ end_user, ...owner })));
      expect(owners.size).toBe(1);
      for (const [i, { startTime }] of calls.slice(1).entries()) pauses.push(startTime - (calls[i]?.startTime ?? 0));
    }
    const pause = pauses.reduce((sum, seconds) => sum + seconds, 0) / pauses.length;
    expect(pause).toBeGreaterThan(60);
    expect(pause).toBeLessThan(600);
  });

  test("a key and a feature belong to one team each: 300 keys, 30 features, 6 teams", () => {
    for (const [of, most] of [
      [(record: (typeof unique)[number]) => record.metadata.user_api_key_hash, 300],
      [(record: (typeof unique)[number]) => record.metadata.spend_logs_metadata.feature, 30],
    ] as const) {
      const teams = groupBy(unique, of);
      expect(teams.size).toBeGreaterThan(most * 0.9);
      expect(teams.size).toBeLessThanOrEqual(most);
      for (const records of teams.values()) expect(new Set(records.map((record) => record.metadata.user_api_key_team_id)).size).toBe(1);
    }
    expect(new Set(unique.map((record) => record.metadata.user_api_key_team_id)).size).toBe(6);
  });
});
