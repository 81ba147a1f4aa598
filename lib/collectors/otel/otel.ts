import type { RecordOutcome } from "../../facts";
import type { Collector, OpenContext, Reading } from "../collector";
import { type Attributes, isJson, NO_ATTRIBUTES, readAttributes } from "./attributes";
import { ELEMENTS, isTraceData, walk } from "./document";
import { spanOutcome } from "./span";

/** Traces of the OpenTelemetry GenAI conventions and their dialects, as OTLP/JSON: documents, lines, bare spans. */
export const otel: Collector = {
  kind: "otel",
  label: "OpenTelemetry",
  role: "tracer",
  connect: "Point an OTLP exporter at /v1/traces with an ingest key, or upload what the collector's file exporter wrote (JSON lines).",
  elements: ELEMENTS,
  lossless: false,
  detect(unit, path) {
    if (path === "" || path === "[]") return isTraceData(unit);
    return ELEMENTS.includes(path) && isJson(unit);
  },
  open: (context) => new TraceReading(context),
};

class TraceReading implements Reading {
  #resource: Attributes = NO_ATTRIBUTES;
  readonly #context: OpenContext;

  constructor(context: OpenContext) {
    this.#context = context;
  }

  take(unit: unknown, path: string): RecordOutcome[] {
    if (path.endsWith(".spans[]")) return [spanOutcome(unit, this.#resource, this.#context)];
    if (path.endsWith(".resource")) {
      this.#resource = resourceAttributes(unit);
      return [];
    }
    return Array.isArray(unit) ? unit.flatMap((entry: unknown) => this.#whole(entry)) : this.#whole(unit);
  }

  end(): RecordOutcome[] {
    return [];
  }

  #whole(unit: unknown): RecordOutcome[] {
    const outcomes: RecordOutcome[] = [];
    // A bare span has no resource, whatever came before it.
    let resource = NO_ATTRIBUTES;
    const known = walk(unit, {
      resource: (value) => {
        resource = resourceAttributes(value);
      },
      span: (span) => {
        outcomes.push(spanOutcome(span, resource, this.#context));
      },
    });
    if (!known) outcomes.push(refuse(unit));
    return outcomes;
  }
}

const resourceAttributes = (resource: unknown): Attributes => (isJson(resource) ? readAttributes(resource.attributes) : NO_ATTRIBUTES);

/** Logs and metrics of the same exporter are no calls; all else is not OTLP. Neither is kept: it could hold prompts. */
function refuse(unit: unknown): RecordOutcome {
  const names = isJson(unit) ? Object.keys(unit).slice(0, 12) : [];
  if (names.some((name) => /^resource_?(logs|metrics|profiles)$/i.test(name))) return { ignored: "not_billable" };
  return { rejected: "unknown_format", detail: `Neither trace data nor a span; its fields: ${names.join(", ") || "none"}`, record: null };
}
