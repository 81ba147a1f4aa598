/** A model as a price book resolves it; `provider` null: whoever serves it. */
export interface ModelRef {
  provider: string | null;
  model: string;
}

/** What somebody set about routing, from a day on until the next setting of the same field and subject. `value` null: from then on nothing is set. */
export type RoutingSetting = {
  id: number;
  /** Feature for the first five, `*` for all features; the requested model for `alias`; a canonical model for `model_class`. */
  subject: string;
  /** Start of the first day in the reporting zone, ISO instant; null: always. */
  from: string | null;
} & (
  | { field: "baseline"; value: ModelRef | null }
  /** Input tokens of a request before its context was cut. */
  | { field: "context_tokens"; value: number | null }
  /** Cost of a failure in USD, decimal string. */
  | { field: "failure_cost"; value: string | null }
  /** Failure rate of the baseline model, 0 to 1, decimal string. */
  | { field: "baseline_failure_rate"; value: string | null }
  /** Shares of requests by class, 0 to 1, together 1. */
  | { field: "target_mix"; value: Record<ModelClass, string> | null }
  | { field: "alias"; value: ModelRef | null }
  | { field: "model_class"; value: ModelClass | null }
);
export type RoutingField = RoutingSetting["field"];

export const ROUTING_FIELDS = [
  "baseline",
  "context_tokens",
  "failure_cost",
  "baseline_failure_rate",
  "target_mix",
  "alias",
  "model_class",
] as const satisfies readonly RoutingField[];
export const MODEL_CLASSES = ["frontier", "mid", "small"] as const;
export type ModelClass = (typeof MODEL_CLASSES)[number];
/** Subject of a setting that holds for every feature without one of its own. */
export const ALL_FEATURES = "*";

/** What requests are compared with. `at` is epoch microseconds; `feature` and `requestedModel` as facts have them. Pure. */
export interface Baselines {
  /** The feature's dated baseline, else that of all features, else what the requested model stands for, else the requested model. Null: unknown. */
  modelOf(feature: string | null, requestedModel: string | null, at: number): ModelRef | null;
  /** Declared input tokens of a request before its context was cut; null: nothing is declared. */
  contextTokensOf(feature: string | null, at: number): number | null;
  /** Configured cost of a failure in USD, decimal string. */
  failureCostOf(feature: string | null, at: number): string | null;
  /** Configured failure rate of the baseline model, 0 to 1, decimal string. */
  failureRateOf(feature: string | null, at: number): string | null;
}

type ValueOf<F extends RoutingField> = NonNullable<Extract<RoutingSetting, { field: F }>["value"]>;
interface Dated<T> {
  from: number;
  value: T | null;
}

/** Few models are asked for, again and again. */
const MAX_REFS = 1_000;

export function createBaselines(settings: readonly RoutingSetting[]): Baselines {
  const fields = new Map<string, Dated<unknown>[]>();
  for (const { field, subject, from, value } of [...settings].sort((a, b) => a.id - b.id)) {
    const key = `${field}\n${subject}`;
    const at = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from) * 1000;
    // Of two that begin on the same day the later one holds.
    const others = (fields.get(key) ?? []).filter((one) => one.from !== at);
    fields.set(
      key,
      [...others, { from: at, value }].sort((a, b) => b.from - a.from),
    );
  }
  const refs = new Map<string, ModelRef>();
  const at = <F extends RoutingField>(field: F, subject: string, instant: number): ValueOf<F> | null =>
    (fields.get(`${field}\n${subject}`)?.find((one) => one.from <= instant)?.value as ValueOf<F> | null | undefined) ?? null;
  const ofFeature = <F extends RoutingField>(field: F, feature: string | null, instant: number): ValueOf<F> | null =>
    fields.size === 0 ? null : ((feature === null ? null : at(field, feature, instant)) ?? at(field, ALL_FEATURES, instant));
  const asked = (model: string): ModelRef => {
    const known = refs.get(model);
    if (known) return known;
    const ref = { provider: null, model };
    if (refs.size < MAX_REFS) refs.set(model, ref);
    return ref;
  };
  return {
    modelOf(feature, requestedModel, instant) {
      const set = ofFeature("baseline", feature, instant);
      if (set !== null || requestedModel === null) return set;
      return (fields.size === 0 ? null : at("alias", requestedModel, instant)) ?? asked(requestedModel);
    },
    contextTokensOf: (feature, instant) => ofFeature("context_tokens", feature, instant),
    failureCostOf: (feature, instant) => ofFeature("failure_cost", feature, instant),
    failureRateOf: (feature, instant) => ofFeature("baseline_failure_rate", feature, instant),
  };
}

/** Nothing is set: every request is compared with the model it asked for. */
export const NO_BASELINES: Baselines = createBaselines([]);
