import type { Budget, BudgetScope, Recipients } from "../../lib/budgets/budget";
import { allDimensions } from "../../lib/metrics/dimensions";
import { type Amount, divide, multiply } from "../../lib/money";
import type { Period } from "../../lib/time";
import { groupEntries } from "../filters/where";
import { type Measure, readAmount, typedAmount } from "./measure";

/** A budget as it stands in its form: amounts and shares as typed. */
export interface Draft {
  name: string;
  metric: string;
  scope: BudgetScope;
  period: Period;
  amount: string;
  /** "80, 100": percent. */
  thresholds: string;
  forecastThresholds: string;
  parent: string | null;
  fallbackPrice: string;
  recipients: Recipients;
}

/** A new budget: what the address names, and the usual rest. */
export function draftFromAddress({
  metric,
  period,
  where,
}: {
  metric: string | null;
  period: Period | null;
  where: readonly string[] | null;
}): Draft {
  const scope = scopeFrom(where ?? []);
  return {
    name: nameFrom(scope),
    metric: metric ?? "cost",
    scope,
    period: period ?? "month",
    amount: "",
    thresholds: "80, 100",
    forecastThresholds: "100",
    parent: null,
    fallbackPrice: "",
    recipients: { roles: ["manager"], users: [], channels: [] },
  };
}

/** Teams, users and keys are ids, which name nothing. */
const NAMED = new Set(["feature", "model", "project", "customer", "provider", "environment", "pool"]);

/** "support-chat" of a scope of just that; empty where no one value says it all. */
function nameFrom(scope: BudgetScope): string {
  const [only] = scope;
  return scope.length === 1 && only && only.values.length === 1 && NAMED.has(only.dimension) ? (only.values[0] ?? "") : "";
}

/** Filters of an address as a scope; what is no dimension is left out, since an address can be cut or typed by hand. */
export function scopeFrom(where: readonly string[]): BudgetScope {
  return groupEntries(where).flatMap(({ dimension, values }) => {
    const known = allDimensions.find(({ id }) => id === dimension);
    return known ? [{ dimension: known.id, values: [...new Set(values)] }] : [];
  });
}

export function draftOf(budget: Budget, measure: Measure): Draft {
  return {
    name: budget.name,
    metric: budget.metric,
    scope: budget.scope,
    period: budget.period,
    amount: typedAmount(budget.amount, measure),
    thresholds: percentsText(budget.thresholds),
    forecastThresholds: percentsText(budget.forecastThresholds),
    parent: budget.parent,
    fallbackPrice: budget.fallbackPrice ?? "",
    recipients: budget.recipients,
  };
}

/** What the API takes: what a change can change, in the metric's unit. What is no number goes on as it is, and the answer says so. */
export function changeOf(draft: Draft, measure: Measure) {
  return {
    name: draft.name.trim(),
    amount: readAmount(draft.amount, measure),
    thresholds: sharesOf(draft.thresholds),
    forecastThresholds: measure.sum ? sharesOf(draft.forecastThresholds) : [],
    parent: draft.parent,
    fallbackPrice: countsUnpriced(draft.metric) ? readAmount(draft.fallbackPrice, { unit: "usd" }) || null : null,
    recipients: draft.recipients,
  };
}

/** Only cost can lack a price. */
export const countsUnpriced = (metric: string): boolean => metric === "cost";

export const percentsText = (shares: readonly Amount[]): string => shares.map((share) => multiply(share, "100")).join(", ");

/** "80, 100 %" → ["0.8", "1"]; what is no number stays as it is. */
export function sharesOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((part) => part.replace("%", ""))
    .filter(Boolean)
    .map((part) => (/^\d+(\.\d+)?$/.test(part) ? (divide(part, "100") ?? part) : part));
}
