import { isJson, type Json } from "./attributes";

/** What a unit holds: walks requests, resources and scopes, calls back in document order. */
export interface Visitor {
  resource(resource: unknown): void;
  span(span: unknown): void;
}

const GROUPS = ["scopeSpans", "scope_spans", "instrumentationLibrarySpans", "instrumentation_library_spans"] as const;
const REQUESTS = ["resourceSpans", "resource_spans"] as const;

/**
 * Where a large document splits, in camel and snake case and with the older name of scopes. A resource comes before its spans, as every
 * known exporter writes it: spans that stand before it take the one before, or none.
 */
export const ELEMENTS: readonly string[] = [
  ...["", "[]."]
    .flatMap((array) => REQUESTS.map((request) => array + request))
    .flatMap((request) => [`${request}[].resource`, ...GROUPS.map((group) => `${request}[].${group}[].spans[]`)]),
  "[]",
];

/** Is this a request, a ResourceSpans, or a bare span? */
export function isTraceData(unit: unknown): boolean {
  if (Array.isArray(unit)) return unit.length > 0 && isTraceData(unit[0]);
  return isJson(unit) && (REQUESTS.some((key) => Array.isArray(unit[key])) || isResourceSpans(unit) || isSpan(unit));
}

const isResourceSpans = (unit: Json): boolean => GROUPS.some((key) => Array.isArray(unit[key]));

/** A span by its ids and start, or, where a sender stripped those, by its name and OTLP attribute list. */
function isSpan(unit: Json): boolean {
  if (typeof unit.name !== "string") return false;
  const hasIds = (unit.traceId ?? unit.trace_id) !== undefined && (unit.spanId ?? unit.span_id) !== undefined;
  if (hasIds && (unit.startTimeUnixNano ?? unit.start_time_unix_nano) !== undefined) return true;
  const first: unknown = Array.isArray(unit.attributes) ? unit.attributes[0] : undefined;
  return isJson(first) && typeof first.key === "string" && isJson(first.value);
}

/** Visits all that one request, ResourceSpans or span holds. False: it is none of these. */
export function walk(unit: unknown, visitor: Visitor): boolean {
  if (!isJson(unit)) return false;
  for (const key of REQUESTS) {
    const list = unit[key];
    if (!Array.isArray(list)) continue;
    for (const entry of list) if (isJson(entry)) walkResourceSpans(entry, visitor);
    return true;
  }
  if (isResourceSpans(unit)) walkResourceSpans(unit, visitor);
  else if (isSpan(unit)) visitor.span(unit);
  // An empty request is a valid one.
  else return Object.keys(unit).length === 0;
  return true;
}

function walkResourceSpans(entry: Json, visitor: Visitor): void {
  visitor.resource(entry.resource);
  for (const key of GROUPS) {
    const groups = entry[key];
    if (!Array.isArray(groups)) continue;
    for (const group of groups) {
      if (isJson(group) && Array.isArray(group.spans)) for (const span of group.spans) visitor.span(span);
    }
  }
}
