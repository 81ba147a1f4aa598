import { describe, expect, test } from "vitest";
import { collectors } from "../collectors";
import { type AttemptFact, attemptFact, type RecordOutcome } from "../facts";
import { costOf, createPriceBook } from "../pricing";
import { costPages, usagePages } from "./openai-pages";
import { outcomesCsv } from "./outcomes";
import { cutoff, DAY_MS, dayNumber, firstDay, newPlan, STORY } from "./plan";
import { litellmLog, otelTraces } from "./streams";
import { callsOfDay } from "./traffic";

const now = new Date("2026-11-22T14:00:00Z");
const plan = newPlan(now, 1_000, 0.2);
const until = cutoff(now);
const lastWeek = { from: plan.anchor - 6, since: 0, until };
const book = createPriceBook();

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text;
}

async function outcomesOf(kind: string, stream: AsyncIterable<Uint8Array>): Promise<RecordOutcome[]> {
  const reading = collectors.find((collector) => collector.kind === kind)?.open({ settings: {}, now: now.getTime() });
  if (!reading) throw new Error(`no collector ${kind}`);
  const lines = (await textOf(stream)).trimEnd().split("\n");
  const [header = ""] = lines;
  const units = header.startsWith("{") ? lines.map((line) => JSON.parse(line)) : lines.slice(1).map((line) => cells(header, line));
  return [...units.flatMap((unit) => reading.take(unit, "")), ...reading.end()];
}

const cells = (header: string, line: string) => {
  const values = line.split(",");
  return Object.fromEntries(header.split(",").map((name, i) => [name, values[i] ?? ""]));
};

const factsOf = (outcomes: RecordOutcome[]) => outcomes.flatMap((outcome) => ("fact" in outcome ? [outcome.fact] : []));
const attemptsOf = (outcomes: RecordOutcome[]): AttemptFact[] =>
  factsOf(outcomes).flatMap((fact) => (fact.fact === "attempt" ? [fact] : []));

describe("the demo company", () => {
  test("the same seed writes the same bytes; another seed others", async () => {
    const one = await textOf(litellmLog(plan, { ...lastWeek, from: plan.anchor - 1 }));
    expect(await textOf(litellmLog(plan, { ...lastWeek, from: plan.anchor - 1 }))).toBe(one);
    expect(await textOf(litellmLog({ ...plan, seed: 7 }, { ...lastWeek, from: plan.anchor - 1 }))).not.toBe(one);
  });

  test("a day's calls are the same a day later, and none ends after now less 3 minutes", () => {
    const tonight = callsOfDay(plan, plan.anchor, until);
    expect(Math.max(...tonight.map((call) => call.at + call.durationMs))).toBeLessThan(now.getTime() - 180_000);
    const later = new Map(callsOfDay(plan, plan.anchor, until + 86_400_000).map((call) => [call.id, call]));
    expect(later.size).toBeGreaterThan(tonight.length);
    for (const call of tonight) expect(later.get(call.id)).toEqual(call);
  });

  test("record ids are unique over 90 days", { timeout: 30_000 }, () => {
    const ids = new Set<string>();
    const again: string[] = [];
    for (let day = firstDay(plan); day <= plan.anchor; day += 1) {
      for (const { id } of callsOfDay(plan, day, until)) {
        if (ids.has(id)) again.push(id);
        ids.add(id);
      }
    }
    expect(again).toEqual([]);
  });

  test("every gateway line of a week is accepted, and carries feature, team, key and model", async () => {
    const outcomes = await outcomesOf("litellm", litellmLog(plan, lastWeek));
    expect(outcomes.filter((outcome) => "rejected" in outcome || "ignored" in outcome)).toEqual([]);
    for (const fact of attemptsOf(outcomes)) {
      attemptFact.parse(fact);
      expect([fact.feature, fact.team, fact.apiKey, fact.model, fact.environment, fact.labels?.team].every(Boolean)).toBe(true);
    }
    expect(new Set(attemptsOf(outcomes).map((fact) => fact.team)).size).toBe(6);
  });

  test("every model call of a week of traces is accepted, and only the agents' own spans are ignored", async () => {
    const outcomes = await outcomesOf("otel", otelTraces(plan, lastWeek));
    expect(outcomes.filter((outcome) => "rejected" in outcome)).toEqual([]);
    expect(new Set(outcomes.flatMap((outcome) => ("ignored" in outcome ? [outcome.ignored] : [])))).toEqual(new Set(["agent_span"]));
    const facts = attemptsOf(outcomes);
    expect(facts.length).toBeGreaterThan(100);
    for (const fact of facts)
      expect(fact).toMatchObject({ feature: "code-assistant", team: "team-platform", provider: "openai", environment: "production" });
  });

  test("every call of 90 days is priced at its time, except the company's own models, of which one has a price that people enter", async () => {
    const small = { ...plan, scale: 0.05 };
    const span = { from: firstDay(small), since: 0, until };
    const facts = [
      ...attemptsOf(await outcomesOf("litellm", litellmLog(small, span))),
      ...attemptsOf(await outcomesOf("otel", otelTraces(small, span))),
    ];
    const unpriced = new Set<string | null>();
    for (const fact of facts) {
      if (fact.status !== "success" || fact.model === null) continue;
      const price = book.resolve({ provider: fact.provider, model: fact.model, tier: fact.tier, geo: fact.geo, at: fact.occurredAt });
      const cost = price ? costOf(price, fact) : null;
      if (cost === null || "unpriced" in cost) unpriced.add(fact.model);
    }
    expect([...unpriced].sort()).toEqual(["acme-invoice-32b", "acme-legal-7b"]);
    const providers = new Set(
      facts.filter((fact) => fact.status !== "blocked" && fact.provider !== "hosted_vllm").map((fact) => fact.provider),
    );
    expect([...providers].sort()).toEqual(["anthropic", "mistral", "openai", "vertex_ai"]);
  });

  test("an attempt that failed shares trace, call and requested model with what followed; blocked calls, cache hits and router calls are there", {
    timeout: 30_000,
  }, () => {
    const calls = Array.from({ length: 90 }, (_, i) => callsOfDay(plan, firstDay(plan) + i, until)).flat();
    const failed = calls.filter((call) => call.failure && !call.overBudget);
    const answers = new Map(calls.filter((call) => !call.failure).map((call) => [call.callId, call]));
    const followed = failed.filter((first) => {
      const call = answers.get(first.callId);
      return call && call.trace === first.trace && call.asked === first.asked && call.at > first.at;
    });
    expect(failed.length / calls.length).toBeGreaterThan(0.007);
    expect(failed.length / calls.length).toBeLessThan(0.025);
    expect(followed.length / failed.length).toBeGreaterThan(0.6);
    expect(calls.some((call) => call.fallbacks > 0 && call.model !== call.asked)).toBe(true);
    expect(calls.some((call) => call.overBudget)).toBe(true);
    const support = calls.filter((call) => call.owner.feature === "support-chat" && call.kind === "chat");
    const hits = support.filter((call) => call.cacheHit).length / support.length;
    expect(hits).toBeGreaterThan(0.015);
    expect(hits).toBeLessThan(0.05);
    const since = support.filter((call) => dayNumber(call.at) - plan.anchor >= STORY.router && !call.failure && !call.cacheHit);
    const routed =
      since.filter((call) => call.model.name === "claude-haiku-4-5" && call.asked.name === "claude-sonnet-4-6").length / since.length;
    expect(routed).toBeGreaterThan(0.5);
    expect(routed).toBeLessThan(0.6);
  });

  test("what came of answers is told of requests, traces and sessions since there is a router, some days late, some corrected", async () => {
    const said = await outcomesOf("outcomes", outcomesCsv(plan, { from: firstDay(plan), since: 0, until }));
    const facts = factsOf(said).flatMap((fact) => (fact.fact === "outcome" ? [fact] : []));
    expect(facts).toHaveLength(said.length);
    expect(new Set(facts.map(({ scope, result }) => `${scope} ${result}`))).toEqual(
      new Set([
        "request success",
        "request failure",
        "request escalated",
        "trace success",
        "trace failure",
        "session success",
        "session failure",
      ]),
    );
    const late = facts.filter(({ at, asOf }) => (asOf ?? 0) - (at ?? 0) > DAY_MS);
    expect(late.length / facts.length).toBeGreaterThan(0.2);
    const last = new Map(facts.map((fact) => [fact.recordId, fact]));
    expect(facts.length - last.size).toBeGreaterThan(2);
    for (const fact of facts) expect(fact.asOf).toBeLessThanOrEqual(last.get(fact.recordId)?.asOf ?? 0);
    const calls = callsOfDay(plan, plan.anchor - 3, until);
    const escalated = calls.filter((call) => call.escalated);
    expect(escalated.length).toBeGreaterThan(0);
    for (const call of escalated) {
      expect(last.get(`request|${call.id}|resolved`)?.result).toBe("escalated");
      expect(calls.some((next) => next.trace === call.trace && next.model.name === call.asked.name && next.at > call.at)).toBe(true);
    }
  });

  test("what comes in quarters of a day is what comes at once: each call in one of four files, none in two", async () => {
    const day = until - 86_400_000;
    const ids = async (since: number, to: number) =>
      [...(await textOf(litellmLog(plan, { from: plan.anchor - 1, since, until: to }))).matchAll(/"id":"([^"]+)","trace_id"/g)].map(
        ([, id]) => id,
      );
    const parts = await Promise.all([0, 1, 2, 3].map((n) => ids(day + n * 21_600_000, day + (n + 1) * 21_600_000)));
    const whole = await ids(day, until);
    expect(whole.length).toBeGreaterThan(10);
    expect(parts.flat().sort()).toEqual(whole.sort());
  });

  test("OpenAI's usage of the last 14 days and its costs of 87 are accepted, and a day's bill is at most 5 % above what gateway and tracer saw, but for one", async () => {
    const usage = await outcomesOf("openai", usagePages(plan, firstDay(plan), until));
    expect(usage.filter((outcome) => "rejected" in outcome)).toEqual([]);
    const days = factsOf(usage).flatMap((fact) => (fact.fact === "bucket" ? [fact.snappedStart] : []));
    expect(new Set(days).size).toBe(14);
    expect(factsOf(usage).every((fact) => fact.fact === "bucket" && fact.width === "1d")).toBe(true);
    const costs = factsOf(await outcomesOf("openai", costPages(plan, firstDay(plan), until, book)));
    const billed = new Map<number, { seen: number; all: number }>();
    for (const fact of costs) {
      if (fact.fact !== "bill") throw new Error(fact.fact);
      const day = billed.get(fact.start) ?? { seen: 0, all: 0 };
      day.all += Number(fact.billedCost);
      if (fact.project !== "proj_playground" && fact.chargeDescription !== "web search tool calls") day.seen += Number(fact.billedCost);
      billed.set(fact.start, day);
    }
    expect(billed.size).toBe(87);
    const gaps = [...billed.entries()].map(([start, { seen, all }]) => ({ age: start / 86_400 - plan.anchor, gap: all / seen - 1 }));
    const odd = gaps.filter(({ gap }) => gap > 0.05).map(({ age }) => age);
    expect(odd).toEqual([STORY.oddBill]);
    expect(Math.min(...gaps.map(({ gap }) => gap))).toBe(0);
  });
});
