import { formatCount } from "../../lib/money";
import type { RequestLedger } from "../../lib/routing/request-answer";
import type { LedgerReason, LedgerRole } from "../../lib/savings/roles";
import { dayText } from "../filters/scope";

export const ROLE_WORDS: Record<LedgerRole, string> = {
  answer: "answer",
  answer_escalated: "answer after an escalation",
  escalation: "escalation",
  retry: "retry",
  error: "unanswered",
  overhead: "router or guard",
};

/** Where to mend what can't be estimated; null: the source must tell more. */
export const NEXT_STEPS: Record<LedgerReason, { href: string; label: string } | null> = {
  no_price: { href: "/prices", label: "Add the price" },
  no_baseline: { href: "/routing/settings", label: "Set a baseline, or say what the name stands for" },
  no_baseline_price: { href: "/prices", label: "Add the baseline's price" },
  no_standard_price: { href: "/prices", label: "Add the standard price" },
  no_tokens: null,
};

/** Which model it is compared with, and who says so. */
export function baselineText({ baseline, reason }: Pick<RequestLedger, "baseline" | "reason">, feature: string | null): string {
  if (baseline !== null && reason?.code === "no_baseline" && baseline.from === "requested")
    return `It asked for ${baseline.model}, and no price is known under that name.`;
  if (baseline === null) return "It is not known which model it would have gone to.";
  const { model, provider, from, since, contextTokens } = baseline;
  const served = provider === null ? model : `${model} (${provider})`;
  const held = since === null ? "" : `, from ${dayText(since, true)} on`;
  const why = {
    feature: `the baseline of ${feature ?? "its feature"}${held}`,
    all_features: `the baseline of all features${held}`,
    alias: `what the requested name stands for${held}`,
    requested: "the model that was asked for",
  }[from];
  const context = contextTokens === null ? "" : ` Declared context: ${formatCount(String(contextTokens))} input tokens.`;
  return `Compared with ${served}: ${why}.${context}`;
}
