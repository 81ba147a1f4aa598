import { createPriceBook } from "../pricing";
import { endOf } from "./call";
import { litellmLine } from "./litellm-log";
import { otelLines } from "./otel-spans";
import { dayNumber, type Plan } from "./plan";
import { callsOfDay } from "./traffic";

const CHUNK = 256 * 1024;

/** What is written: of the days (since 1970) from `from` on, what there was to know at `until` and not yet at `since` (epoch ms). */
export interface Span {
  from: number;
  since: number;
  until: number;
}

/** LiteLLM's request log of the gateway's calls, as JSON lines. Holds one day at a time. */
export function litellmLog(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  const listPrices = createPriceBook();
  return byDay(span, (day) =>
    callsOfDay(plan, day, span.until, "gateway")
      .filter((call) => endOf(call) >= span.since)
      .map((call) => litellmLine(call, listPrices)),
  );
}

/** The tracer's export requests, one per line: traces in which something ended. */
export function otelTraces(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  return byDay(span, (day) => {
    const calls = callsOfDay(plan, day, span.until, "tracer");
    const traces = new Set(calls.filter((call) => endOf(call) >= span.since).map(({ trace }) => trace));
    return otelLines(calls.filter(({ trace }) => traces.has(trace)));
  });
}

async function* byDay({ from, until }: Pick<Span, "from" | "until">, lines: (day: number) => string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let day = from; day <= dayNumber(until - 1); day += 1) {
    let text = "";
    for (const line of lines(day)) {
      text += line;
      if (text.length < CHUNK) continue;
      yield encoder.encode(text);
      text = "";
    }
    if (text !== "") yield encoder.encode(text);
  }
}
