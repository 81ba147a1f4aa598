import type { WatchedScope } from "../metrics/scope-schema";

/** "feature support-chat and team search or sales"; null for the whole company. */
export function scopeText(scope: WatchedScope): string | null {
  if (scope.length === 0) return null;
  return scope
    .map(({ dimension, values }) => `${dimension.replace("_", " ")} ${values.map((value) => value ?? "unknown").join(" or ")}`)
    .join(" and ");
}
