import { ALL_FEATURES, type RoutingField } from "../../../lib/savings/baselines";
import type { SetRouting } from "../../../lib/savings/list-routing";

/** What holds today for one subject and field, and whose it is. */
export interface Holding {
  setting: SetRouting;
  /** It is that of all features. */
  inherited: boolean;
}

/** What holds today: the subject's own, else that of all features (which only features take). Null where nothing is set. */
export function holdingOf(settings: readonly SetRouting[], field: RoutingField, subject: string): Holding | null {
  const own = holds(settings, field, subject);
  if (own) return { setting: own, inherited: false };
  if (field === "alias" || field === "model_class" || subject === ALL_FEATURES) return null;
  const shared = holds(settings, field, ALL_FEATURES);
  return shared && { setting: shared, inherited: true };
}

/** "From then on nothing is set" is as if nothing were. */
function holds(settings: readonly SetRouting[], field: RoutingField, subject: string): SetRouting | null {
  const found = settings.find((one) => one.field === field && one.subject === subject && one.state === "holds");
  return found && found.value !== null ? found : null;
}

/** What was ever set for it, the latest day first. */
export const historyOf = (settings: readonly SetRouting[], field: RoutingField, subject: string): SetRouting[] =>
  settings.filter((one) => one.field === field && one.subject === subject);

/** The next change that is set for a later day. */
export function plannedOf(settings: readonly SetRouting[], field: RoutingField, subject: string): SetRouting | null {
  const planned = historyOf(settings, field, subject).filter(({ state }) => state === "planned");
  return planned.sort((a, b) => (a.fromDay ?? "").localeCompare(b.fromDay ?? ""))[0] ?? null;
}

/** Names in use first, in their order, then those that only have settings, by name. */
export function subjectsOf(settings: readonly SetRouting[], fields: readonly RoutingField[], inUse: readonly string[]): string[] {
  const set = settings.filter(({ field, subject, state }) => fields.includes(field) && subject !== ALL_FEATURES && state !== "retired");
  const others = [...new Set(set.map(({ subject }) => subject))].filter((subject) => !inUse.includes(subject)).sort();
  return [...inUse, ...others];
}
