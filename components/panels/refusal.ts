import type { MetricDescription } from "../../lib/metrics";
import type { Scope } from "../filters/scope";
import { groupEntries } from "../filters/where";

/** Why a metric can't be asked with these filters or this range, in a sentence; null where it can. Saves a question that the server would refuse. */
export function refusalOf(metrics: readonly MetricDescription[], metric: string, { where, from, to }: Scope): string | null {
  const about = metrics.find(({ id }) => id === metric);
  if (!about) return null;
  const wrong = groupEntries(where).find(({ dimension }) => !about.dimensions.some((one) => one === dimension));
  if (wrong) return `${about.label} can't be filtered by ${wrong.dimension.replaceAll("_", " ")}`;
  if (!about.grains.includes("hour") && (from.includes("T") || to.includes("T"))) return `${about.label} is known by whole days only`;
  return null;
}
