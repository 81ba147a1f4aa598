import type { BudgetSnapshot } from "../../budgets/snapshot";
import { isSum, metricById } from "../../metrics";
import { type Amount, compare, divide, subtract } from "../../money";
import { dayOf, daysBetween } from "../../time";
import { percent, valuePair, valueText } from "../value-text";

/** What a budget's numbers are in, and how they stand; made once for all that its mail says. */
export interface BudgetAmounts {
  unit: string;
  /** "cost per 1,000 requests", as it stands in a sentence. */
  label: string;
  /** Burned down: it adds up over time. Else it is an average or a share to stay below. */
  isSum: boolean;
  /** What the line is held against: what was spent, or what the forecast says. */
  value: Amount;
  /** "104 %" of the amount. */
  share: string;
  /** "$4,150" and "$5,000" of `value` and the amount. */
  shown: { value: string; amount: string };
  /** "$4,150 of $5,000", "1,040,000 of 1,000,000 requests". */
  of: string;
  /** "$850 left", "$200 over", "none left". */
  rest: string;
  /** Days of the period that are left, the running one included; 0 once it is over. */
  daysLeft: number;
}

export function budgetAmounts(snapshot: BudgetSnapshot): BudgetAmounts {
  const { basis, forecast, spent, amount, period, asOf, closed } = snapshot;
  const metric = metricById(snapshot.metric);
  const unit = metric?.unit ?? "count";
  const label = sentenceCase(metric?.label ?? snapshot.metric);
  const value = basis === "forecast" && forecast ? forecast.value : spent;
  const share = basis === "forecast" ? (divide(value, amount, 6) ?? "0") : snapshot.share;
  const [shownValue, shownAmount] = valuePair(value, amount, unit);
  const of = `${shownValue} of ${shownAmount}`;
  const left = subtract(amount, value);
  const against = compare(left, "0");
  return {
    unit,
    label,
    isSum: metric != null && isSum(metric),
    value,
    share: percent(share),
    shown: { value: shownValue, amount: shownAmount },
    of: unit === "usd" && snapshot.metric === "cost" ? of : unit === "count" ? `${of} ${label}` : `${of} (${label})`,
    rest: against > 0 ? `${valueText(left, unit)} left` : against < 0 ? `${valueText(subtract(value, amount), unit)} over` : "none left",
    daysLeft: closed ? 0 : Math.max(1, daysBetween(dayOf(Date.parse(asOf), period.zone), period.to)),
  };
}

/** "GPU utilization" keeps its capitals, "Cost per session" doesn't. */
const sentenceCase = (label: string): string => (/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));
