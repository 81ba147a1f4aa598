import { ALL_FEATURES, type RoutingSetting } from "../savings";
import { dayOf } from "../time";
import { settingAt } from "./classes";
import type { RequestLedger } from "./request-answer";

/** What a request is compared with, who says so and from which day in `zone`; as `Baselines.modelOf` decides. `at` is epoch ms. Pure. */
export function baselineOf(
  settings: readonly RoutingSetting[],
  { feature, requestedModel, at }: { feature: string | null; requestedModel: string | null; at: number },
  zone: string,
): RequestLedger["baseline"] {
  const ofFeature = feature == null ? null : settingAt(settings, "baseline", feature, at);
  const ofAll = ofFeature ? null : settingAt(settings, "baseline", ALL_FEATURES, at);
  const alias = requestedModel == null ? null : settingAt(settings, "alias", requestedModel, at);
  const context =
    (feature == null ? null : settingAt(settings, "context_tokens", feature, at)) ??
    settingAt(settings, "context_tokens", ALL_FEATURES, at);
  const contextTokens = context?.value ?? null;
  const dayIn = (from: string | null) => from && dayOf(Date.parse(from), zone);
  if (ofFeature) return { ...ofFeature.value, from: "feature", since: dayIn(ofFeature.from), contextTokens };
  if (ofAll) return { ...ofAll.value, from: "all_features", since: dayIn(ofAll.from), contextTokens };
  if (alias) return { ...alias.value, from: "alias", since: dayIn(alias.from), contextTokens };
  return requestedModel == null ? null : { provider: null, model: requestedModel, from: "requested", since: null, contextTokens };
}
