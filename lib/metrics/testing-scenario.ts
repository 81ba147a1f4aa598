import type { Sql } from "../../db/client";
import { testFacts } from "./testing";

/** October 3, 12:00 in Berlin. */
export const SCENARIO_NOW = Date.parse("2026-10-03T10:00:00Z");

/** Three days of one gateway and one provider's daily counts, small enough to add up by hand; the zone is Berlin (UTC+2). */
export async function threeDays(sql: Sql): Promise<void> {
  const facts = await testFacts(sql, "Europe/Berlin");
  const gateway = await facts.source("gateway");
  const provider = await facts.source("openai", "provider");
  const openai = { source: gateway, provider: "openai", team: "t1" };
  await facts.attempt({
    ...openai,
    at: "2026-10-01T08:00:00Z",
    feature: "chat",
    model: "gpt-4o",
    user_id: "u1",
    customer: "c1",
    session_key: 1,
    cost: "1.5",
    input_uncached: 100,
    cache_read: 50,
    cache_write_5m: 4,
    cache_write_1h: 6,
    output: 10,
    duration_ms: 100,
    ttft_ms: 20,
  });
  await facts.attempt({
    ...openai,
    at: "2026-10-01T09:00:00Z",
    feature: "chat",
    model: "gpt-4o-mini",
    user_id: "u2",
    session_key: 1,
    cost: "0.5",
    input_uncached: 200,
    output: 20,
    duration_ms: 200,
  });
  // 00:30 on October 2 in Berlin.
  await facts.attempt({
    ...openai,
    at: "2026-10-01T22:30:00Z",
    feature: "search",
    model: "mystery",
    user_id: "u1",
    session_key: 2,
    input_uncached: 300,
    output: 30,
    duration_ms: 300,
  });
  await facts.attempt({
    ...openai,
    at: "2026-10-02T10:00:00Z",
    feature: "search",
    model: "gpt-4o",
    status: 1,
    final: false,
    cost: "0.1",
    input_uncached: 40,
    output: 0,
    duration_ms: 9000,
  });
  await facts.attempt({
    ...openai,
    at: "2026-10-02T10:00:05Z",
    feature: "search",
    model: "gpt-4o",
    attempt_no: 2,
    cost: "0.4",
    input_uncached: 400,
    output: 40,
    duration_ms: 400,
  });
  await facts.attempt({ ...openai, at: "2026-10-02T11:00:00Z", feature: "search", model: "gpt-4o", status: 2, priced: 2 });
  await facts.attempt({ ...openai, at: "2026-10-02T12:00:00Z", feature: "search", model: "gpt-4o-mini", kind: 9, cost: "0.02" });
  await facts.attempt({
    ...openai,
    at: "2026-10-03T09:00:00Z",
    model: "gpt-4o",
    gateway_cache: 1,
    user_id: "u3",
    session_key: 3,
    cost: "0",
    input_uncached: 0,
    output: 0,
    duration_ms: 1,
  });
  await facts.attempt({ ...openai, at: "2026-10-03T09:30:00Z", feature: "chat", model: "gpt-4o", counted: false, cost: "77" });
  await facts.bucket({
    day: "2026-10-02",
    source: provider,
    provider: "openai",
    model: "gpt-4o",
    project: "p1",
    requests: 100,
    input_uncached: 1000,
    output: 500,
    cost: "5",
  });
  await facts.bucket({
    day: "2026-10-01",
    source: provider,
    provider: "openai",
    model: "gpt-4o",
    project: "p1",
    requests: 7,
    cost: "0.7",
    counted: false,
    uncounted: "overlap",
  });
  await facts.bill({ day: "2026-10-01", source: provider, provider: "openai", project: "p1", cost: "3.25" });
  await facts.bill({ day: "2026-10-02", source: provider, provider: "openai", project: "p2", cost: "5.75" });
  await facts.bill({ day: "2026-10-02", source: provider, provider: "openai", project: "p2", cost: "99", counted: false });
  await facts.settle();
}
