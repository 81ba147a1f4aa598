import type { WatchedScope } from "../metrics/scope-schema";

/** "API key", "requested model": a dimension as it stands in a sentence. */
export const dimensionText = (id: string): string =>
  id === "api_key" ? "API key" : id === "gpu_model" ? "GPU model" : id.replace("_", " ");

/** "without a feature", "without an API key". */
export const withoutText = (id: string): string => `without ${/^[aeiou]/i.test(id) ? "an" : "a"} ${dimensionText(id)}`;

/** "feature support-chat and team search or sales"; null for the whole company. */
export function scopeText(scope: WatchedScope): string | null {
  if (scope.length === 0) return null;
  return scope
    .map(({ dimension, values }) => `${dimensionText(dimension)} ${values.map((value) => value ?? "unknown").join(" or ")}`)
    .join(" and ");
}
