import { isOfMachines, metricById } from "../metrics";
import type { WatchedScope } from "../metrics/scope-schema";

/** The page that shows a metric. */
export function pageOf(metric: string): "/" | "/gpu" {
  const known = metricById(metric);
  return known && isOfMachines(known.family) ? "/gpu" : "/";
}

/** The Overview of a scope in the dates [from, to), or another page of figures: what a mail tells, to look into. */
export function pageLink(
  url: string,
  { scope, period }: { scope: WatchedScope; period: { from: string; to: string } },
  path: "/" | "/routing" | "/gpu" = "/",
): string {
  const link = new URL(`${url}${path}`);
  link.searchParams.set("from", period.from);
  link.searchParams.set("to", period.to);
  for (const { dimension, values } of scope) for (const value of values) link.searchParams.append("where", `${dimension}=${value ?? ""}`);
  return link.href;
}
