import { AppError } from "../errors";
import { type DimensionId, dimensionById, isOfMachines, type Metric, metricById } from "../metrics";
import { isFast, type NewRule } from "./rule";

/** What a rule looks at: a bucket closes each minute, hour or day, and its value is that of the `span` buckets that end with it. */
export interface Watch {
  metric: Metric;
  grain: "minute" | "hour" | "day";
  span: number;
  dimensions: readonly DimensionId[];
}

type Watched = Pick<NewRule, "metric" | "scope" | "each" | "condition" | "windowMinutes" | "forMinutes" | "minimum">;

const ROLLING = "calls";
const SESSION_METRICS = ["cost", "requests"];
const refuse = (sentence: string): never => {
  throw new AppError("invalid", sentence);
};

/** How a rule is watched. Throws `invalid` with the reason where it can't be. Pure. */
export function watchOf(rule: Watched): Watch {
  const { scope, each, condition } = rule;
  const metric = metricById(rule.metric) ?? refuse(`There is no metric ${rule.metric}. See /api/v1/metrics.`);
  const dimensions = [...new Set([...scope.map((entry) => entry.dimension), ...(each && each !== "session" ? [each] : [])])];
  const wrong = metric.only && dimensions.find((dimension) => !metric.only?.dimensions.includes(dimension));
  if (metric.only && wrong) refuse(`${metric.label} can't be watched by ${wrong}, since ${metric.only.reason}.`);
  for (const id of dimensions) if (!dimensionById(id)) refuse(`There is no dimension ${id}.`);
  checkFor(rule);
  if (each === "session") checkSession(rule);
  if (condition.kind === "no_data" && isOfMachines(metric.family)) return silentMachines(rule, metric, dimensions);
  if (condition.kind === "no_data") {
    if (each && each !== "source") refuse("“No data” watches each source, or a scope as a whole.");
    return { metric: metricById("attempts") ?? metric, grain: isFast(rule) ? "minute" : "hour", span: spanOf(rule), dimensions };
  }
  if (isFast(rule) && condition.kind === "anomaly")
    refuse("A band needs weeks of the metric's own hours: choose a window of an hour or more, or a change against the window before.");
  if (isFast(rule) && condition.kind === "change" && condition.against === "same_weekday")
    refuse("A week before is compared in windows of an hour or more.");
  if (metric.family === ROLLING) return { metric, grain: isFast(rule) ? "minute" : "hour", span: spanOf(rule), dimensions };
  return { metric, grain: alignedGrain(metric, rule), span: 1, dimensions };
}

/** GPUs that send nothing are those that the hour, or the day, doesn't have; model servers likewise. */
function silentMachines(rule: Watched, metric: Metric, dimensions: readonly DimensionId[]): Watch {
  if (rule.minimum) refuse("A minimum makes no sense where no data is watched for.");
  if (rule.windowMinutes !== 60 && rule.windowMinutes !== 1440)
    refuse("Samples of machines are watched for in windows of 1 hour or 24 hours; “for how long” makes it longer.");
  const counted = metricById(metric.family === "serving" ? "served_requests" : "gpus") ?? metric;
  return { metric: counted, grain: rule.windowMinutes === 60 ? "hour" : "day", span: 1, dimensions };
}

const spanOf = ({ windowMinutes }: Pick<Watched, "windowMinutes">): number => (windowMinutes < 60 ? windowMinutes : windowMinutes / 60);

/** Percentiles, people, sessions, bills and machines don't add up over time: only windows that are hours or days of the calendar have them. */
function alignedGrain(metric: Metric, { windowMinutes, condition, minimum }: Watched): "hour" | "day" {
  if (minimum && (isOfMachines(metric.family) || (minimum.metric !== "sessions" && metric.family === "bills")))
    refuse(`${metric.label} is known apart from calls: leave the minimum out.`);
  if (windowMinutes === 1440) return "day";
  if (!metric.hourly) refuse(`${metric.label} is known by the day: choose a window of 24 hours.`);
  if (windowMinutes !== 60) refuse(`${metric.label} does not add up over time: choose a window of 1 hour or 24 hours.`);
  if (condition.kind === "anomaly") refuse(`The band of ${metric.label.toLowerCase()} is known by the day: choose a window of 24 hours.`);
  return "hour";
}

function checkSession({ metric, windowMinutes, condition, minimum }: Watched): void {
  if (!SESSION_METRICS.includes(metric)) refuse("Each session is watched by its cost or its requests.");
  if (windowMinutes > 60) refuse("Each session is watched in windows of at most an hour.");
  if (condition.kind !== "above") refuse("Each session is watched for a cost or a number of requests above a line.");
  if (minimum?.metric === "sessions") refuse("A minimum of sessions makes no sense for each session.");
}

function checkFor({ forMinutes, windowMinutes, minimum, metric }: Watched): void {
  if (windowMinutes >= 60 && forMinutes % 60 !== 0) refuse("“For how long” is whole hours where the window is.");
  const family = metricById(metric)?.family;
  if (minimum?.metric === "sessions" && family === ROLLING)
    refuse("A minimum of sessions goes with metrics of sessions; use requests here.");
}
