import type { Collector } from "../collector";
import { PrometheusReading } from "./reading";

const text = (kind: string, label: string, connect: string, metric: RegExp): Collector => ({
  kind,
  label,
  role: "monitor",
  connect,
  elements: [],
  text: true,
  lossless: false,
  detect: (unit) => typeof unit === "string" && metric.test(unit),
  open: (context) => new PrometheusReading(context),
});

export const dcgm = text(
  "dcgm",
  "dcgm-exporter",
  "Let Permille read what a dcgm-exporter shows under /metrics on a schedule, or save it as text; or what Prometheus shows of it under /federate.",
  /^(?:# (?:HELP|TYPE) )?DCGM_FI_/,
);

export const vllm = text(
  "vllm",
  "vLLM",
  "Let Permille read what a vLLM server shows under /metrics on a schedule, or save it as text; or what Prometheus shows of it under /federate.",
  /^(?:# (?:HELP|TYPE) )?vllm[:_]/,
);

/** Answers of the HTTP API, saved as they came. */
export const prometheus: Collector = {
  kind: "prometheus",
  label: "Prometheus",
  role: "monitor",
  connect:
    "Let Permille read Prometheus on a schedule, with its history, or save answers of /api/v1/query_range for metrics of dcgm-exporter (DCGM_FI_…) and vLLM (vllm:…).",
  elements: ["data.result[]"],
  lossless: false,
  detect: (unit, path) => {
    if (typeof unit !== "object" || unit === null) return false;
    if (path === "data.result[]") return "metric" in unit && ("values" in unit || "value" in unit);
    // A document without a series: an error, or nothing found.
    return "status" in unit && (unit.status === "error" ? "errorType" in unit : "data" in unit && hasResultType(unit.data));
  },
  open: (context) => new PrometheusReading(context),
};

const hasResultType = (data: unknown): boolean => typeof data === "object" && data !== null && "resultType" in data;
