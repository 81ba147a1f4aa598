import { type Budget, decideLevel, type Reading } from "../budgets";
import { type BudgetSnapshot, budgetSnapshotSchema } from "../budgets/snapshot";
import { titleOf as mailTitle } from "../email/mail-for";
import { type Amount, compare } from "../money";
import { addDays, startOfDay } from "../time";
import type { BudgetPeriod } from "./periods";
import { crossedOn, type Story } from "./story";

export type Severity = "info" | "warning" | "critical";

/** What was spent says more than what will be: critical from the amount on, and a forecast at most a warning. */
export function severityOf(basis: "actual" | "forecast", threshold: Amount): Severity {
  const whole = compare(threshold, "1") >= 0;
  if (basis === "actual") return whole ? "critical" : "warning";
  return whole ? "warning" : "info";
}

/** What the event is called everywhere: the subject of its mail. */
export const titleOf = (snapshot: BudgetSnapshot): string => mailTitle(snapshot);

export interface Telling {
  basis: "actual" | "forecast";
  threshold: Amount;
  line: Amount;
  superseded: readonly Amount[];
  forecast: BudgetSnapshot["forecast"];
}

interface Seen {
  budget: Budget;
  period: BudgetPeriod;
  reading: Reading;
  story: Story;
  now: Date;
  zone: string;
}

/** The numbers as they are, for good. */
export function takeSnapshot({ budget, period, reading, story, now, zone }: Seen, telling: Telling): BudgetSnapshot {
  const { share } = decideLevel(budget, reading, { periodEnd: period.to, now: now.getTime() });
  const { basis, threshold, line, superseded, forecast } = telling;
  return budgetSnapshotSchema.parse({
    kind: "budget",
    basis,
    forecast,
    budget: { id: budget.id, name: budget.name, createdBy: budget.createdBy },
    metric: budget.metric,
    scope: budget.scope,
    period: { kind: budget.period, from: period.fromDay, to: period.toDay, zone },
    asOf: now.toISOString(),
    closed: period.to <= now.getTime(),
    amount: budget.amount,
    spent: reading.spent,
    share,
    threshold,
    line,
    superseded,
    crossedOn: basis === "actual" ? crossedOn(story.series, line) : null,
    pricedShare: reading.pricedShare,
    dataThrough: reading.dataThrough == null ? null : new Date(reading.dataThrough).toISOString(),
    ...story,
  });
}

/** The end of the day on which spend reached the line, as far as there is data of it; where days don't tell, how far the data goes. */
export function crossedAt({ period, reading, now, zone }: Omit<Seen, "story" | "budget">, { crossedOn: day }: BudgetSnapshot): Date {
  const known = Math.min(now.getTime(), period.to, reading.dataThrough ?? Number.POSITIVE_INFINITY);
  if (day == null) return new Date(known);
  return new Date(Math.min(startOfDay(addDays(day, 1), zone), Math.max(known, startOfDay(day, zone)), now.getTime()));
}
