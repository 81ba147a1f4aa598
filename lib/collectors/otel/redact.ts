import { hashEmails } from "../../facts/email";
import { type Attributes, asText, type Json } from "./attributes";
import { CLAUDE_CODE_KEYS, KEYS, MARKERS } from "./keys";

const READ: ReadonlySet<string> = new Set([...Object.values(KEYS).flat(), ...Object.values(CLAUDE_CODE_KEYS), ...Object.values(MARKERS)]);
const PROMPT_LIKE = /prompt\.|completion\.|messages|input\.value|output\.value|embedding|document/;

/** What a rejected span is kept with. */
export interface Kept {
  resource: Attributes;
  span: Json;
  attributes: Attributes;
  /** Attributes that the source's settings name. */
  remapped: readonly string[];
  keepEmails: boolean;
}

/**
 * A rejected span as an OTLP document that can be sent again once mended. Text attributes stay only if this collector reads them,
 * so that no prompt, answer or tool argument is ever stored, whatever an instrumentation calls it; events and messages are left out.
 */
export function keptSpan(kept: Kept): Json {
  const { span } = kept;
  const field = (camel: string, snake: string): unknown => span[camel] ?? span[snake];
  return {
    resourceSpans: [
      {
        resource: { attributes: keptAttributes(kept.resource, kept) },
        scopeSpans: [
          {
            spans: [
              {
                traceId: field("traceId", "trace_id"),
                spanId: field("spanId", "span_id"),
                parentSpanId: field("parentSpanId", "parent_span_id"),
                name: span.name,
                kind: span.kind,
                startTimeUnixNano: field("startTimeUnixNano", "start_time_unix_nano"),
                endTimeUnixNano: field("endTimeUnixNano", "end_time_unix_nano"),
                attributes: keptAttributes(kept.attributes, kept),
                status: { code: (span.status as Json | undefined)?.code },
              },
            ],
          },
        ],
      },
    ],
  };
}

function keptAttributes(attributes: Attributes, { remapped, keepEmails }: Kept): Json[] {
  const list: Json[] = [];
  for (const [key, value] of attributes) {
    if (typeof value === "boolean") list.push({ key, value: { boolValue: value } });
    else if (typeof value === "number") {
      if (!PROMPT_LIKE.test(key)) list.push({ key, value: { doubleValue: value } });
    } else if (READ.has(key) || remapped.includes(key)) {
      const text = asText(value);
      if (text !== null) list.push({ key, value: { stringValue: hashEmails(text, keepEmails).slice(0, 1024) } });
    }
  }
  return list;
}
