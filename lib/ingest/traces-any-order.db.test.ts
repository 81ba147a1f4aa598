import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { collectors } from "../collectors";
import { foldPendingNow, verify } from "../rollups";
import { ensureSource } from "../sources";
import { Pusher } from "./push";
import { call, failedCall, ingestText, lines, NOW, stateOf, truncateFacts } from "./testing";

const { sql } = openTestDatabase({ onStatement: (text) => sent.push(text) });
/** Statements since the list was emptied. */
const sent: string[] = [];

afterEach(async () => {
  expect(await verify(sql, "UTC")).toEqual([]);
  await truncateFacts(sql);
});

interface SpanInput {
  trace: number;
  id: string;
  parent?: string;
  at: number;
  /** "agent" is no call; a failed call has no tokens. */
  is: "agent" | "call" | "failed";
  response?: string;
}

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const hex = (name: string, digits: number) => Buffer.from(name).toString("hex").padEnd(digits, "0");

function span({ trace, id, parent, at, is, response }: SpanInput): Record<string, unknown> {
  const start = BigInt(1_790_000_000 + at) * 1_000_000_000n;
  return {
    traceId: hex(`t${trace}`, 32),
    spanId: hex(id, 16),
    ...(parent ? { parentSpanId: hex(parent, 16) } : {}),
    name: is,
    startTimeUnixNano: `${start}`,
    endTimeUnixNano: `${start + 500_000_000n}`,
    status: is === "failed" ? { code: 2 } : {},
    attributes: [
      text("gen_ai.operation.name", is === "agent" ? "invoke_agent" : "chat"),
      text("gen_ai.provider.name", "openai"),
      text("gen_ai.request.model", "gpt-4o"),
      text("gen_ai.conversation.id", `c${trace % 2}`),
      ...(is === "call"
        ? [
            { key: "gen_ai.usage.input_tokens", value: { intValue: `${100 + at}` } },
            { key: "gen_ai.usage.output_tokens", value: { intValue: "10" } },
          ]
        : []),
      ...(response ? [text("gen_ai.response.id", response)] : []),
    ],
  };
}

const otlp = (spans: readonly SpanInput[]) =>
  JSON.stringify({ resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: {}, spans: spans.map(span) }] }] });

/** A plain trace; one with a retry; one whose call stands above others, through an agent's span; one that is told twice, and one of a gateway's calls. */
const SPANS: readonly SpanInput[] = [
  { trace: 1, id: "1r", at: 0, is: "agent" },
  { trace: 1, id: "1a", parent: "1r", at: 1, is: "call" },
  { trace: 1, id: "1b", parent: "1r", at: 2, is: "call" },
  { trace: 2, id: "2a", at: 10, is: "failed" },
  { trace: 2, id: "2b", at: 12, is: "call" },
  { trace: 2, id: "2c", at: 14, is: "call" },
  { trace: 3, id: "3p", at: 20, is: "call" },
  { trace: 3, id: "3s", parent: "3p", at: 21, is: "agent" },
  { trace: 3, id: "3c", parent: "3s", at: 22, is: "call" },
  { trace: 4, id: "4a", at: 30, is: "call", response: "resp-4" },
  { trace: 4, id: "4b", at: 31, is: "call", response: "resp-4" },
  { trace: 5, id: "5r", at: 40, is: "agent" },
  { trace: 5, id: "5a", parent: "5r", at: 41, is: "call", response: "chatcmpl-5" },
  { trace: 5, id: "5b", parent: "5r", at: 42, is: "failed" },
  { trace: 5, id: "5c", parent: "5r", at: 43, is: "call" },
];
/** A call that spans tell of too, a plain one, and one that failed twice in a trace in which another went before. */
const asked = (n: number) => ({ trace_id: "asked", startTime: 1_790_000_050 + n * 3, endTime: 1_790_000_051 + n * 3 });
const CALLS: readonly Record<string, unknown>[] = [
  call("chatcmpl-5", { startTime: 1_790_000_041 }),
  call("other", { startTime: 1_790_000_042 }),
  call("g0", asked(0)),
  failedCall("g1", asked(1)),
  failedCall("g2", asked(2)),
  call("g3", asked(3)),
];

/** Sources have numbers in the order in which they are made. */
async function startAnew(): Promise<void> {
  await truncateFacts(sql);
  for (const kind of ["otel", "litellm"]) for (const one of collectors) if (one.kind === kind) await ensureSource(sql, one, kind);
}

test("spans and a gateway's calls pushed in any order and company, some twice, end as files of them do", async () => {
  await startAnew();
  await ingestText(sql, otlp(SPANS));
  await ingestText(sql, lines(CALLS), { kind: "litellm" });
  const expected = await stateOf(sql);
  const pushes = fc.record({
    order: fc.shuffledSubarray([...SPANS], { minLength: SPANS.length }),
    apart: fc.boolean(),
    size: fc.integer({ min: 2, max: SPANS.length }),
    again: fc.subarray([...SPANS], { maxLength: 3 }),
    calls: fc.shuffledSubarray([...CALLS], { minLength: CALLS.length }),
    callsAgain: fc.subarray([...CALLS]),
    callsAt: fc.integer({ min: 0, max: 6 }),
    callsSize: fc.integer({ min: 1, max: CALLS.length }),
  });
  await fc.assert(
    fc.asyncProperty(pushes, async ({ order, apart, size, again, calls, callsAgain, callsAt, callsSize }) => {
      await startAnew();
      const pusher = new Pusher(sql, null);
      // Whole traces in any order, or spans in any order.
      const spans = apart ? order : [...order].sort((a, b) => ((a.trace * 7 + size) % 5) - ((b.trace * 7 + size) % 5));
      const parts: { text: string; kind: string }[] = [];
      for (let i = 0; i < spans.length; i += size)
        parts.push({ text: otlp([...spans.slice(i, i + size), ...(i === 0 ? again : [])]), kind: "otel" });
      for (let i = 0; i < calls.length; i += callsSize)
        parts.splice(Math.min(callsAt + i, parts.length), 0, {
          text: lines([...(i === 0 ? [] : callsAgain), ...calls.slice(i, i + callsSize)]),
          kind: "litellm",
        });
      for (const { text, kind } of parts) await pusher.push({ bytes: Buffer.from(text), kind, now: NOW });
      await foldPendingNow(sql);
      expect(await stateOf(sql)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

test("a trace that comes whole is not read back; one that something came of before is", async () => {
  const pusher = new Pusher(sql, null);
  const reads = async (spans: readonly SpanInput[]) => {
    sent.length = 0;
    await pusher.push({ bytes: Buffer.from(otlp(spans)), kind: "otel", now: NOW });
    return sent.filter((statement) => statement.includes('as "promptHash"')).length;
  };
  const of = (trace: number) => SPANS.filter((one) => one.trace === trace);
  expect(await reads([...of(1), ...of(2)])).toBe(0);
  expect(
    await sql`select id_text(span) as span, coalesce(attempt_no, 1) as n, final from attempt where call is not null order by 2`,
  ).toEqual([
    { span: hex("2a", 16), n: 1, final: false },
    { span: hex("2b", 16), n: 2, final: true },
  ]);
  const gateway = async (records: readonly Record<string, unknown>[]) => {
    sent.length = 0;
    await pusher.push({ bytes: Buffer.from(lines(records)), kind: "litellm", now: NOW });
    return sent.filter((statement) => statement.includes('as "promptHash"')).length;
  };
  expect(await gateway(CALLS.slice(3))).toBe(0);
  expect(await gateway([call("g4", asked(4))])).toBe(1);
  const later = (n: number) => ({ ...asked(n), trace_id: "later" });
  expect(await gateway([failedCall("h1", later(5))])).toBe(0);
  expect(await gateway([failedCall("h1", later(5)), call("h2", later(6))])).toBe(1);
  expect(await reads([{ trace: 2, id: "2d", at: 16, is: "call" }])).toBe(1);
  expect(await reads([{ trace: 3, id: "3s", parent: "3p", at: 21, is: "agent" }])).toBe(1);
  expect(await reads([{ trace: 3, id: "3c", parent: "3s", at: 22, is: "call" }])).toBe(1);
});
