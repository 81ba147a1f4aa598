import type { MetricDescription } from "../../lib/metrics";
import { type Monitored, monitoredBy } from "../../lib/metrics/monitored";
import type { Condition, Direction, Each } from "../../lib/rules/rule";
import { durationText, EACH_LABELS } from "./words";

export const KIND_OPTIONS = [
  { value: "above", label: "it is above a line" },
  { value: "below", label: "it is below a line" },
  { value: "change", label: "it changed by so much" },
  { value: "anomaly", label: "it leaves its usual band" },
  { value: "no_data", label: "no data arrives" },
] as const satisfies readonly { value: Condition["kind"]; label: string }[];

/** What "no data" can be of, each with the metric that a rule of it names. */
export const SILENT_OPTIONS = [
  { value: "requests", label: "Calls and provider counts" },
  { value: "gpus", label: "GPUs" },
  { value: "served_requests", label: "Model servers" },
] as const;
export const silentMetric = (metric: string): (typeof SILENT_OPTIONS)[number]["value"] => SILENT_METRICS[monitoredBy(metric)];
const SILENT_METRICS = { calls: "requests", gpus: "gpus", servers: "served_requests" } as const satisfies Record<Monitored, string>;
const SILENT_EACH: Record<Monitored, readonly Each[]> = {
  calls: ["source"],
  gpus: ["pool", "host", "gpu_model", "namespace", "pod"],
  servers: ["model", "namespace", "pod"],
};

/** Whether silence can be watched by each value of it. */
export const canBeSilent = (each: Each, metric: string): boolean => SILENT_EACH[monitoredBy(metric)].includes(each);

export const DIRECTION_OPTIONS: Record<"change" | "anomaly", readonly { value: Direction; label: string }[]> = {
  change: [
    { value: "up", label: "up" },
    { value: "down", label: "down" },
    { value: "either", label: "up or down" },
  ],
  anomaly: [
    { value: "up", label: "above it" },
    { value: "down", label: "below it" },
    { value: "either", label: "above or below it" },
  ],
};

const DAY = 1440;

/** Windows that the metric is known by, and the one that is chosen. */
export function windowOptions(
  { kind, each }: { kind: Condition["kind"]; each: Each | null },
  metric: Pick<MetricDescription, "id" | "grains"> | undefined,
  chosen: number,
): { value: string; label: string }[] {
  // What machines do is known by whole hours and days, and its band by the day.
  const ofMachines = metric != null && monitoredBy(metric.id) !== "calls";
  const hourly = metric?.grains.includes("hour") ?? true;
  const minutes = [5, 10, 15, 30, 60, 3 * 60, 6 * 60, 12 * 60, DAY, 3 * DAY, 7 * DAY, 30 * DAY].filter(
    (value) =>
      (ofMachines ? value === DAY || (value === 60 && kind !== "anomaly") : hourly || kind === "no_data" || value === DAY) &&
      (each !== "session" || value <= 60) &&
      (kind !== "anomaly" || value >= 60),
  );
  return withChosen(minutes, chosen).map((value) => ({ value: String(value), label: durationText(value) }));
}

/** For how long it must hold: minutes under a fast window, else hours. */
export function heldOptions(windowMinutes: number, chosen: number): { value: string; label: string }[] {
  const minutes = windowMinutes < 60 ? [0, 5, 10, 15, 30, 60] : [0, 60, 120, 180, 360, 720, DAY, 3 * DAY];
  return withChosen(minutes, chosen).map((value) => ({ value: String(value), label: value === 0 ? "At once" : durationText(value) }));
}

export function cooldownOptions(chosen: number): { value: string; label: string }[] {
  return withChosen([0, 30, 60, 360, DAY, 3 * DAY, 7 * DAY], chosen).map((value) => ({
    value: String(value),
    label: value === 0 ? "None" : durationText(value),
  }));
}

export function hysteresisOptions(chosen: number): { value: string; label: string }[] {
  return withChosen([0, 5, 10, 20, 30, 50], chosen).map((value) => ({
    value: String(value),
    label: value === 0 ? "Back within the line" : `${value} % within the line`,
  }));
}

/** "The whole of it", then what the metric can be split by. */
export function eachOptions(
  kind: Condition["kind"],
  metric: Pick<MetricDescription, "id" | "dimensions"> | undefined,
): { value: Each | "none"; label: string }[] {
  const ids = (Object.keys(EACH_LABELS) as Each[]).filter((id) => {
    if (kind === "no_data") return canBeSilent(id, metric?.id ?? "requests");
    if (id === "session") return kind === "above" && (metric?.id === "cost" || metric?.id === "requests");
    return metric == null || metric.dimensions.includes(id);
  });
  return [{ value: "none", label: "The whole of it" }, ...ids.map((id) => ({ value: id, label: `Each ${EACH_LABELS[id]}` }))];
}

/** Sorted, with what is chosen among them: a rule made by API may have any. */
const withChosen = (values: readonly number[], chosen: number): number[] => [...new Set([...values, chosen])].sort((a, b) => a - b);

/** What a line is typed in: ", USD"; nothing for counts. */
export const LINE_UNITS: Record<string, string> = {
  usd: ", USD",
  usd_per_1k: ", USD per 1,000 requests",
  ratio: ", %",
  ms: ", ms",
  hours: ", hours",
  watts: ", W",
  kwh: ", kWh",
};
