import type { RuleField, RuleSets } from "../../../lib/gpu/rule";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";

/** What rules can say, in the order of the page: who the cards belong to, then what they serve. */
export const SETS = ["pool", "team", "feature", "model", "alternative"] as const satisfies readonly RuleSets[];

interface SetsWords {
  label: string;
  /** Of several: "teams". */
  many: string;
  means: string;
  /** What a card without it has. */
  none: string;
  /** What such a rule can be about. */
  fields: readonly RuleField[];
  placeholder: string;
}

export const SETS_WORDS: Record<RuleSets, SetsWords> = {
  pool: {
    label: "Pool",
    many: "Pools",
    means: "Cards that are run as one, such as “training” or “night batch”. Rates and other rules can then name the pool.",
    none: "no pool",
    fields: ["host", "gpu_model"],
    placeholder: "training",
  },
  team: {
    label: "Team",
    many: "Teams",
    means: "Whose cost the cards are.",
    none: "no team",
    fields: ["pool", "namespace", "pod", "host", "gpu_model", "model"],
    placeholder: "research",
  },
  feature: {
    label: "Feature",
    many: "Features",
    means: "What the cards work for.",
    none: "no feature",
    fields: ["pool", "namespace", "pod", "host", "gpu_model", "model"],
    placeholder: "support-chat",
  },
  model: {
    label: "Model served",
    many: "Models served",
    means:
      "Which model the cards serve, under the name that calls have, so that cost meets requests. Without a rule it is what the vLLM server in the same pod serves.",
    none: "no model",
    fields: ["model", "pool", "namespace", "pod", "host", "gpu_model"],
    placeholder: "llama-3.1-8b-instruct",
  },
  alternative: {
    label: "API model to compare with",
    many: "API models to compare with",
    means: "The model at a provider that a self-hosted one's break-even is reckoned against.",
    none: "none",
    fields: ["model"],
    placeholder: "openai/gpt-4o-mini",
  },
};

export const RULE_FIELD_WORDS: Record<RuleField, { label: string; hint: string }> = {
  host: { label: "Host", hint: "As the exporter names it" },
  gpu_model: { label: "GPU model", hint: "As the exporter names it" },
  pool: { label: "Pool", hint: "As rules here name it" },
  namespace: { label: "Namespace", hint: "Of Kubernetes, as the exporter names it" },
  pod: { label: "Pod", hint: "As the exporter names it; pods of one deployment begin alike" },
  model: { label: "Model served", hint: "As the server names it, or as calls do" },
};

/** "host node-1*", "model served meta-llama/Llama-3.1-8B-Instruct". */
export const ruleAbout = ({ field, subject }: Pick<GpuRuleRow, "field" | "subject">): string =>
  `${RULE_FIELD_WORDS[field].label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())} ${subject}`;

/** "Team of host node-1*", "What llama is compared with". */
export function ruleTitle(rule: Pick<GpuRuleRow, "field" | "subject" | "sets">): string {
  if (rule.sets === "alternative") return `What ${rule.subject} is compared with`;
  if (rule.sets === "model" && rule.field === "model") return `Name in calls of the model ${rule.subject}`;
  return `${SETS_WORDS[rule.sets].label} of ${ruleAbout(rule)}`;
}

/** The value, or what its absence means. */
export const ruleText = ({ sets, value }: Pick<GpuRuleRow, "sets" | "value">): string => value ?? SETS_WORDS[sets].none;
