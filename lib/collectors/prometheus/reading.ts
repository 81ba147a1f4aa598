import type { RecordOutcome } from "../../facts";
import { parseInstant } from "../../facts/parse";
import type { OpenContext, Reading } from "../collector";
import { type Labels, parseLabels, parseLine } from "./exposition";
import { GPU_METRICS } from "./gpu-metrics";
import { readValue, type Scale } from "./metric-value";
import { OpenSamples, type Part } from "./open-samples";
import { servingMetric } from "./serving-metrics";
import { gpuSubject, servingSubject } from "./subject";

/** Clocks of hosts differ by seconds; a sample further ahead would hold up "data through" for everybody. */
const AHEAD_MS = 5 * 60_000;
const MOST_LABELS = 20_000;

type Told = Part extends infer P ? (P extends Part ? Omit<P, "number"> : never) : never;
/** What a series is: a value of a subject, or why it is none. */
type Series = { told: Told; scale: Scale } | { outcome: RecordOutcome };

/** Series of dcgm-exporter and vLLM, as lines of text or as answers of Prometheus' HTTP API. One record is one measured value. */
export class PrometheusReading implements Reading {
  private readonly samples = new OpenSamples();
  private readonly labels = new Map<string, Labels | null>();
  private readonly known = new Map<string, Series>();
  /** Series without timestamps since the present scrape began: when one comes again, the next scrape has begun. */
  private scraped = new Set<string>();
  private scrapes = 0;

  constructor(private readonly context: OpenContext) {}

  take(unit: unknown): RecordOutcome[] {
    return typeof unit === "string" ? this.line(unit) : this.answer(unit);
  }

  end(): RecordOutcome[] {
    return this.samples.flush();
  }

  private line(line: string): RecordOutcome[] {
    if (line.startsWith("#")) return [];
    const parsed = parseLine(line);
    const labels = parsed && this.labelsOf(parsed.labels);
    if (!parsed || !labels) return [{ rejected: "unknown_format", detail: "This is no line of Prometheus text.", record: line }];
    const name = `${parsed.name}{${parsed.labels}}`;
    const series = this.seriesOf(name, parsed.name, labels);
    if ("outcome" in series) return [series.outcome];
    const value = readValue(parsed.value, series.scale);
    if ("absent" in value) return [{ ignored: "no_value" }];
    if ("problem" in value) return [{ rejected: "invalid_amount", detail: `${parsed.name}: ${value.problem}.`, record: line }];
    if (parsed.time === undefined) return this.untimed(name, { ...series.told, number: value.value } as Part);
    return this.timed({ ...series.told, number: value.value } as Part, parsed.time, line);
  }

  /** A scrape without timestamps happened when it was made, where that is known; else when it was read, a millisecond after the one before it in the same input. */
  private untimed(series: string, part: Part): RecordOutcome[] {
    const { measuredAt } = this.context;
    if (measuredAt !== undefined) return this.samples.add(part, measuredAt, true);
    const done: RecordOutcome[] = [];
    if (this.scraped.has(series)) {
      done.push(...this.samples.flush());
      this.scraped = new Set();
      this.scrapes += 1;
    }
    this.scraped.add(series);
    return [...done, ...this.samples.add(part, this.context.now + this.scrapes, false)];
  }

  private timed(part: Part, time: unknown, record: unknown): RecordOutcome[] {
    const parsed = parseInstant(time, this.context.now);
    if ("problem" in parsed || parsed.value == null) {
      const problem = "problem" in parsed ? parsed.problem : "there is none";
      return [{ rejected: "invalid_time", detail: `The timestamp can't be used: ${problem}.`, record }];
    }
    const at = Math.round(parsed.value / 1000);
    if (at > this.context.now + AHEAD_MS) {
      const minutes = Math.round((at - this.context.now) / 60_000);
      return [{ rejected: "invalid_time", detail: `The timestamp lies ${minutes} minutes in the future; set the host's clock.`, record }];
    }
    return this.samples.add(part, at, true);
  }

  /** One element of `data.result` of a range or instant query, or a document that has none. */
  private answer(unit: unknown): RecordOutcome[] {
    const answer = unit as {
      status?: unknown;
      error?: unknown;
      data?: unknown;
      metric?: unknown;
      values?: unknown;
      value?: unknown;
    } | null;
    if (answer?.status === "error")
      return [
        { rejected: "unknown_format", detail: `Prometheus answered with an error: ${String(answer.error).slice(0, 300)}`, record: unit },
      ];
    // Prometheus writes its answer on one line: a small one comes whole, of others the series alone.
    if (answer?.status === "success") return seriesIn(answer.data).flatMap((one) => this.answer(one));
    const points = Array.isArray(answer?.values) ? answer.values : Array.isArray(answer?.value) ? [answer.value] : null;
    const metric = metricOf(answer?.metric);
    if (!points || !metric) return [{ rejected: "unknown_format", detail: "This is no series of Prometheus' HTTP API.", record: unit }];
    const { __name__: name, ...labels } = metric;
    if (name === undefined)
      return [
        {
          rejected: "missing_id",
          detail: "The series has no name: ask for the metric itself, not for an expression of it.",
          record: metric,
        },
      ];
    const series = this.seriesOf(`${name}{${JSON.stringify(labels)}}`, name, labels);
    return points.flatMap((point) => this.point(point, series, metric));
  }

  private point(point: unknown, series: Series, metric: Labels): RecordOutcome[] {
    if ("outcome" in series) return [series.outcome];
    const [time, written] = Array.isArray(point) ? point : [];
    const record = { metric, value: point };
    if (typeof time !== "number" || typeof written !== "string")
      return [{ rejected: "unknown_format", detail: "A point is a time and a value in text.", record }];
    const value = readValue(written, series.scale);
    if ("absent" in value) return [{ ignored: "no_value" }];
    if ("problem" in value) return [{ rejected: "invalid_amount", detail: `${metric.__name__}: ${value.problem}.`, record }];
    return this.timed({ ...series.told, number: value.value } as Part, time, record);
  }

  private labelsOf(text: string): Labels | null {
    const known = this.labels.get(text);
    if (known !== undefined) return known;
    if (this.labels.size >= MOST_LABELS) this.labels.clear();
    const labels = parseLabels(text);
    this.labels.set(text, labels);
    return labels;
  }

  private seriesOf(key: string, name: string, labels: Labels): Series {
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size >= MOST_LABELS) this.known.clear();
    const series = seriesFrom(name, labels);
    this.known.set(key, series);
    return series;
  }
}

function seriesFrom(name: string, labels: Labels): Series {
  const gpu = Object.hasOwn(GPU_METRICS, name) ? GPU_METRICS[name] : undefined;
  if (gpu) {
    const subject = gpuSubject(labels);
    if (!subject)
      return {
        outcome: { rejected: "missing_id", detail: "The GPU has neither a UUID nor a host and an index.", record: { name, labels } },
      };
    return { told: { about: "gpu", subject, value: gpu.value, ofCard: gpu.ofCard ?? false }, scale: gpu };
  }
  const serving = servingMetric(name, labels);
  if (serving) return { told: { about: "serving", subject: servingSubject(labels), value: serving.value }, scale: serving };
  return { outcome: { ignored: "other_metric" } };
}

function seriesIn(data: unknown): unknown[] {
  const result = typeof data === "object" && data !== null && "result" in data ? data.result : null;
  return Array.isArray(result) ? result : [];
}

function metricOf(value: unknown): Labels | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.values(value).every((label) => typeof label === "string") ? (value as Labels) : null;
}
