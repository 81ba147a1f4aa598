import { createPriceBook } from "../pricing";
import { litellmLine } from "./litellm-log";
import { otelLines } from "./otel-spans";
import { dayNumber, type Plan } from "./plan";
import { callsOfDay } from "./traffic";

const CHUNK = 256 * 1024;

/** Days since 1970 from which, and the instant (epoch ms, exclusive) up to which records are written. */
export interface Span {
  from: number;
  until: number;
}

/** LiteLLM's request log of the gateway's calls, as JSON lines. Holds one day at a time. */
export function litellmLog(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  const listPrices = createPriceBook();
  return byDay(span, (day) => callsOfDay(plan, day, span.until, "gateway").map((call) => litellmLine(call, listPrices)));
}

/** The tracer's export requests, one per line. */
export function otelTraces(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  return byDay(span, (day) => otelLines(callsOfDay(plan, day, span.until, "tracer")));
}

async function* byDay({ from, until }: Span, lines: (day: number) => string[]): AsyncGenerator<Uint8Array> {
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
