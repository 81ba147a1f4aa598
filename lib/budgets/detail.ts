import type { Budget } from "./budget";

/** What the audit trail keeps of a budget. Fields that say nothing are left out. */
export function detailOf(budget: Budget): Record<string, string> {
  const { metric, amount, period, thresholds, forecastThresholds, scope, recipients, parent, fallbackPrice } = budget;
  return {
    ...(metric === "cost" ? {} : { metric }),
    amount,
    period,
    thresholds: thresholds.join(", "),
    ...(forecastThresholds.length > 0 ? { forecastThresholds: forecastThresholds.join(", ") } : {}),
    ...(parent == null ? {} : { parent }),
    ...(fallbackPrice == null ? {} : { fallbackPrice }),
    scope: JSON.stringify(scope),
    recipients: JSON.stringify(recipients),
  };
}

/** "5000 → 6000" by field, for what differs. */
export function differences(before: Budget, after: Budget): Record<string, string> {
  const shown = (budget: Budget): Record<string, string> => ({
    name: budget.name,
    amount: budget.amount,
    thresholds: budget.thresholds.join(", "),
    forecastThresholds: budget.forecastThresholds.join(", "),
    parent: budget.parent ?? "none",
    fallbackPrice: budget.fallbackPrice ?? "none",
    mutedUntil: budget.mutedUntil ?? "not muted",
    roles: budget.recipients.roles.join(", "),
    users: budget.recipients.users.join(", "),
    channels: budget.recipients.channels.join(", "),
  });
  const [old, now] = [shown(before), shown(after)];
  return Object.fromEntries(
    Object.keys(old).flatMap((field) => (old[field] === now[field] ? [] : [[field, `${old[field]} → ${now[field]}`]])),
  );
}
