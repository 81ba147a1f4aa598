import { formatCount, formatRatio, formatUsd, isZero, multiply, round } from "../../../lib/money";
import type { ModelClass, ModelRef, RoutingField, RoutingSetting } from "../../../lib/savings/baselines";
import { ALL_FEATURES } from "../../../lib/savings/baselines";
import type { RoutingInput } from "../../../lib/savings/routing-input";

interface FieldWords {
  label: string;
  /** What it is for, and what holds where nothing is set. */
  means: string;
  /** What stands where neither the feature nor all features have one. */
  none: string;
}

export const FIELD_WORDS: Record<RoutingField, FieldWords> = {
  baseline: {
    label: "Baseline model",
    means: "The model that requests would have gone to without routing. Where none is set, it is the model that was asked for.",
    none: "as asked for",
  },
  context_tokens: {
    label: "Context before cutting",
    means: "Input tokens of a request before its context was cut. What is sent less counts as saved by shorter context.",
    none: "not declared",
  },
  failure_cost: {
    label: "Cost of a failure",
    means: "What a failed request costs, where its outcome does not tell. It is held against routing savings.",
    none: "only as told",
  },
  baseline_failure_rate: {
    label: "Baseline's failure rate",
    means:
      "The share of requests that the baseline model would have failed too. Where none is set: as measured on the baseline's own answers, from 30 outcomes on, else 0.",
    none: "as measured",
  },
  target_mix: {
    label: "Target mix",
    means: "How requests should be spread over frontier, mid and small models. Nothing is computed from it; the mix is shown beside it.",
    none: "none",
  },
  alias: {
    label: "Stands for",
    means:
      "The priced model that a requested name stands for. Without it, requests under that name can't be compared with what was asked for.",
    none: "unknown",
  },
  model_class: {
    label: "Class",
    means: "Frontier, mid or small. Where none is set, it follows from the standard price of a million output tokens.",
    none: "by price",
  },
};

/** What can be set for a feature, in the order of the columns. */
export const FEATURE_FIELDS = [
  "baseline",
  "context_tokens",
  "failure_cost",
  "baseline_failure_rate",
  "target_mix",
] as const satisfies readonly RoutingField[];

/** Those that change what was saved: a change of them is shown before it is made. */
export const SAVINGS_FIELDS: ReadonlySet<RoutingField> = new Set<RoutingField>([
  "baseline",
  "context_tokens",
  "failure_cost",
  "baseline_failure_rate",
  "alias",
]);

export const CLASS_WORDS: Record<ModelClass, string> = { frontier: "Frontier", mid: "Mid", small: "Small" };

/** "All features", else the name. */
export const subjectText = (subject: string): string => (subject === ALL_FEATURES ? "All features" : subject);

/** "Baseline model of support-chat", "Cost of a failure of all features", "What smart stands for". */
export function titleOf(field: RoutingField, subject: string): string {
  if (field === "alias") return `What ${subject} stands for`;
  return `${FIELD_WORDS[field].label} of ${subject === ALL_FEATURES ? "all features" : subject}`;
}

/** What ends a setting, as a choice of its form. */
export function nothingText(field: RoutingField, subject: string): string {
  if (field === "model_class") return "By price";
  return field === "alias" || subject === ALL_FEATURES ? "Nothing from then on" : "As all features from then on";
}

/** "gpt-4o (openai)"; the model alone where any provider serves it. */
export const modelText = ({ model, provider }: ModelRef): string => (provider === null ? model : `${model} (${provider})`);

type Valued = { field: RoutingField; value: RoutingSetting["value"] };

/** A value as people read it; null is "nothing". */
export function valueText(setting: Valued): string {
  const { field, value } = setting as Pick<RoutingSetting, "field" | "value"> as RoutingSetting;
  if (value === null) return "nothing";
  switch (field) {
    case "baseline":
    case "alias":
      return modelText(value);
    case "context_tokens":
      return `${formatCount(String(value))} tokens`;
    case "failure_cost":
      return isZero(value) ? "0" : formatUsd(value, "exact");
    case "baseline_failure_rate":
      return formatRatio(value);
    case "target_mix":
      return `${[value.frontier, value.mid, value.small].map(percent).join(" / ")} %`;
    case "model_class":
      return CLASS_WORDS[value];
  }
}

/** "70" of "0.7". */
export const percent = (share: string): string => round(multiply(share, "100"), 6);

/** What a form sets, as people read it. */
export function inputText(input: RoutingInput): string {
  return valueText({ field: input.field, value: input.value as RoutingSetting["value"] });
}
