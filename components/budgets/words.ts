import type { Budget, BudgetScope, BudgetState, Recipients } from "../../lib/budgets/budget";
import { type DimensionId, dimensions } from "../../lib/metrics/dimensions";
import { type Amount, multiply } from "../../lib/money";
import { writeEntry } from "../filters/where";
import { valueLabel } from "../panels/value-label";

/** Who can be told: a person with an active account. */
export interface Addressee {
  id: string;
  email: string;
  name: string | null;
  role: string;
}

export const STATE_WORDS: Record<BudgetState, { label: string; variant: "success" | "warning" | "destructive" | "neutral" }> = {
  under: { label: "Under budget", variant: "success" },
  warned: { label: "Past a threshold", variant: "warning" },
  reached: { label: "Used up", variant: "destructive" },
  late: { label: "Data is late", variant: "warning" },
  unpriced: { label: "No price known", variant: "neutral" },
  no_data: { label: "No data yet", variant: "neutral" },
};

export const dimensionLabel = (id: DimensionId): string => dimensions.find((dimension) => dimension.id === id)?.label ?? id;

/** "Feature support-chat or search, Team 4", "The whole company". */
export function scopeText(scope: BudgetScope): string {
  if (scope.length === 0) return "The whole company";
  return scope
    .map(({ dimension, values }) => `${dimensionLabel(dimension)} ${values.map((value) => valueLabel(dimension, value)).join(" or ")}`)
    .join(", ");
}

/** The Overview of a budget's scope in the month that runs. */
export function budgetHref({ scope }: Pick<Budget, "scope">): string {
  const params = new URLSearchParams({ range: "month" });
  for (const { dimension, values } of scope) for (const value of values) params.append("where", writeEntry({ dimension, value }));
  return `/?${params.toString()}`;
}

/** "All managers, Ada Byron"; people whose names are not known here are counted. */
export function recipientsText({ roles, users }: Recipients, people: readonly Addressee[]): string {
  const named = users.flatMap((id) => people.filter((person) => person.id === id).map(({ name, email }) => name ?? email));
  const unnamed = users.length - named.length;
  return [...roles.map(roleText), ...named, ...(unnamed > 0 ? [`${unnamed} ${unnamed === 1 ? "person" : "people"}`] : [])].join(", ");
}

export function roleText(role: string): string {
  return role === "finance" ? "everyone in finance" : `all ${role}s`;
}

/** "80 %" of the share "0.8". */
export const percent = (share: Amount): string => `${multiply(share, "100")} %`;
