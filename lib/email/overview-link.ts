import type { WatchedScope } from "../metrics/scope-schema";

/** The Overview of a scope in the dates [from, to): what a mail tells, to look into. */
export function overviewLink(url: string, { scope, period }: { scope: WatchedScope; period: { from: string; to: string } }): string {
  const link = new URL(`${url}/`);
  link.searchParams.set("from", period.from);
  link.searchParams.set("to", period.to);
  for (const { dimension, values } of scope) for (const value of values) link.searchParams.append("where", `${dimension}=${value ?? ""}`);
  return link.href;
}
