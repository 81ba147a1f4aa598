import type { BudgetSnapshot } from "../../budgets/snapshot";
import { type Amount, change, compare, divide, formatRatio, round, subtract } from "../../money";
import { isDay } from "../../time";
import { line, type MailSection } from "../content";
import { dayName, periodWord } from "../dates";
import { dimensionText, withoutText } from "../scope-text";
import { valueText } from "../value-text";
import type { BudgetAmounts } from "./budget-amounts";

const SHOWN = 3;

/** "the same days of October", or the dates themselves. */
function comparedWith({ previous, period }: BudgetSnapshot): string {
  const from = previous.from.slice(0, 10);
  if (period.kind === "month")
    return `${isDay(previous.to) && previous.to === period.from ? "" : "the same days of "}${periodWord("month", from)}`;
  return period.kind === "day" ? dayName(from) : `the same part of the ${period.kind} before`;
}

/** The change in one sentence, and the three parts that made most of it. */
export function budgetWhy(snapshot: BudgetSnapshot, amounts: BudgetAmounts): MailSection {
  const { contributors, spent, previous } = snapshot;
  const compared = comparedWith(snapshot);
  const isCompared = contributors.values.some((value) => value.before != null);
  const by = contributors.by ? dimensionText(contributors.by) : "";
  const parts = contributors.values.slice(0, SHOWN).map((part) => {
    const name = part.label ?? part.value ?? withoutText(contributors.by ?? "name");
    const value = exact(part.cost, amounts);
    if (isCompared) return `${name}: ${value}${part.before == null ? "" : ` ${against(part.before, part.cost ?? "0", amounts)}`}`;
    const share = amounts.isSum ? divide(part.cost ?? "0", spent, 6) : null;
    return `${name}: ${value}${share == null ? "" : `, ${formatRatio(share)} of the total`}`;
  });
  const rise = change(previous.cost, spent);
  const total =
    snapshot.change ??
    (previous.cost == null || rise == null ? null : `In all: ${exact(spent, amounts)} ${against(previous.cost, spent, amounts)}.`);
  const lines = [...(total == null ? [] : [total]), ...parts];
  if (lines.length === 0)
    return { title: "Why", lines: [line("The calls name no feature, model, team or project, so the cost can't be split.")] };
  const title = isCompared ? `What changed${by ? ` by ${by}` : ""}, against ${compared}` : `Where it went${by ? `, by ${by}` : ""}`;
  return { title, lines: lines.map((text) => line(text)) };
}

const exact = (value: Amount | null, { unit }: BudgetAmounts): string => valueText(value, unit, "exact");

/** "up $1,200.00 from $700.00", "new", "as before". Dollars step by the cents shown, so that a reader's sum agrees. */
export function against(before: Amount, now: Amount, { unit }: Pick<BudgetAmounts, "unit">): string {
  if (compare(before, "0") === 0) return compare(now, "0") === 0 ? "(as before)" : "(new)";
  const [was, is] = unit === "usd" ? [round(before, 2), round(now, 2)] : [before, now];
  const direction = compare(is, was);
  if (direction === 0) return "(as before)";
  const way = direction > 0 ? "up" : "down";
  // "Up 8 % from 1 %" would leave open whether of it or in points.
  if (unit === "ratio") return `(${way} from ${valueText(was, unit)})`;
  const by = direction > 0 ? subtract(is, was) : subtract(was, is);
  return `(${way} ${valueText(by, unit, "exact")} from ${valueText(was, unit, "exact")})`;
}
