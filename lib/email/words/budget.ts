import type { BudgetSnapshot } from "../../budgets/snapshot";
import { compare, divide, formatRatio, subtract } from "../../money";
import { addDays, dayOf, daysBetween } from "../../time";
import { type Addressed, line, type MailContent, type MailLine, type MailSection } from "../content";
import { dayName, momentBeside, momentName, periodWord, spanName } from "../dates";
import { pageLink, pageOf } from "../page-link";
import { dimensionText, scopeText } from "../scope-text";
import { countText, percent, valueText } from "../value-text";
import { type BudgetAmounts, budgetAmounts } from "./budget-amounts";
import { budgetChart } from "./budget-chart";
import { budgetWhy } from "./budget-why";
import { becauseText, muteText, responses } from "./small-print";

const whichBudget = ({ period, metric }: BudgetSnapshot): string =>
  `${periodWord(period.kind, period.from)} ${metric === "cost" ? "budget" : "limit"}`;

const leftText = ({ daysLeft }: BudgetAmounts): string => (daysLeft === 1 ? "on its last day" : `${countText(daysLeft, "day")} left`);

/** "Support chat is at 104 % of its October budget: $12,480 of $12,000, 6 days left": what the mail, the inbox and the lists call the event. */
export function budgetSubject(snapshot: BudgetSnapshot): string {
  const { budget, basis, closed, period } = snapshot;
  const amounts = budgetAmounts(snapshot);
  const which = whichBudget(snapshot);
  if (closed) return `${budget.name} ended at ${amounts.share} of its ${which}: ${amounts.of}, by data that came late`;
  const left = period.kind === "day" ? dayName(period.from) : leftText(amounts);
  return basis === "forecast"
    ? `${budget.name} is heading for ${amounts.share} of its ${which}: ${amounts.of} by forecast, ${left}`
    : `${budget.name} is at ${amounts.share} of its ${which}: ${amounts.of}, ${left}`;
}

function sentenceOf(snapshot: BudgetSnapshot, amounts: BudgetAmounts): string {
  const { budget, basis, closed, period, forecast } = snapshot;
  const which = whichBudget(snapshot);
  const against = compare(amounts.value, snapshot.amount);
  const left =
    period.kind === "day" ? "" : `, ${amounts.daysLeft === 1 ? "on its last day" : `with ${countText(amounts.daysLeft, "day")} left`}`;
  if (closed) {
    const how = against > 0 ? `went over its ${which}` : against === 0 ? `reached its ${which}` : `used ${amounts.share} of its ${which}`;
    return `${budget.name} ${how}: data that came late puts it at ${amounts.of}.`;
  }
  if (basis === "forecast") {
    const end = `${dayName(addDays(period.to, -1))}`;
    const so = `${valueText(snapshot.spent, amounts.unit)} so far`;
    return against > 0
      ? `${budget.name} is on course to go over its ${which}: ${amounts.of} by ${end}, ${so}.`
      : `${budget.name} is on course for ${amounts.share} of its ${which}: ${amounts.of} by ${end}, ${so}.`;
  }
  const how =
    against > 0 ? `is over its ${which}` : against === 0 ? `has reached its ${which}` : `has used ${amounts.share} of its ${which}`;
  const ends = forecast && amounts.isSum ? ` At this pace it ends at ${valueText(forecast.value, amounts.unit)}.` : "";
  return `${budget.name} ${how}: ${amounts.of}${left}.${ends}`;
}

function sinceOf(snapshot: BudgetSnapshot, { unit }: BudgetAmounts): MailSection {
  const { threshold, line: at, crossedOn, basis, asOf, period, superseded } = snapshot;
  const what = `${percent(threshold)} (${valueText(at, unit)})`;
  const lower =
    superseded.length > 0
      ? ` ${superseded.map(percent).join(" and ")} ${superseded.length > 1 ? "were" : "was"} reached at the same time; this mail stands for ${superseded.length > 1 ? "all of them" : "both"}.`
      : "";
  const when = momentName(asOf, period.zone);
  const text =
    basis === "forecast"
      ? `The forecast first reached ${what} on ${when}.`
      : `${what} was reached${crossedOn ? ` on ${dayName(crossedOn)}` : `, as seen on ${when}`}.`;
  return { title: "Since when", lines: [line(`${text}${lower}`)] };
}

function forecastOf(snapshot: BudgetSnapshot, { unit, isSum }: BudgetAmounts): MailSection | null {
  const { forecast, amount, period, closed } = snapshot;
  if (closed || !isSum) return null;
  const end = dayName(addDays(period.to, -1));
  const text = forecast
    ? `${valueText(forecast.value, unit)} by the end of ${end}, ${formatRatio(divide(forecast.value, amount, 3))} of the budget. 8 times in 10 it ends between ${valueText(forecast.low, unit)} and ${valueText(forecast.high, unit)}.`
    : "There is no forecast: the history is too short for one.";
  return { title: "Forecast", lines: [line(text)] };
}

/** What the rest of the period may cost a day, against what it did. */
function paceOf({ spent, amount, period, asOf, closed }: BudgetSnapshot, { unit, isSum, daysLeft }: BudgetAmounts): MailLine[] {
  const left = subtract(amount, spent);
  const gone = daysBetween(period.from, dayOf(Date.parse(asOf), period.zone)) + 1;
  if (closed || !isSum || daysLeft < 2 || compare(left, "0") <= 0) return [];
  const [may, did] = [divide(left, String(daysLeft - 1), 6), divide(spent, String(gone), 6)];
  return [
    line(
      `To end within ${valueText(amount, unit)}, the ${countText(daysLeft - 1, "day")} after today may take ${valueText(may, unit)} a day; so far it was ${valueText(did, unit)} a day.`,
    ),
  ];
}

function whatToDo(snapshot: BudgetSnapshot, amounts: BudgetAmounts, { url }: Addressed): MailSection {
  const top = snapshot.contributors.values[0];
  const by = snapshot.contributors.by && dimensionText(snapshot.contributors.by);
  const grew = top?.cost != null && top.before != null && compare(top.cost, top.before) > 0;
  const name = top?.label ?? top?.value;
  const priced = snapshot.pricedShare;
  return {
    title: "What can be done",
    lines: [
      ...paceOf(snapshot, amounts),
      ...(grew && name && by ? [line(`Look at ${by} ${name} first: it grew most.`)] : []),
      ...(priced != null && compare(priced, "1") < 0
        ? [
            line(`${formatRatio(subtract("1", priced))} of requests have no price and are not in this figure.`, {
              label: "Add prices",
              href: `${url}/prices`,
            }),
          ]
        : []),
      line("If this is wanted, change the amount or its thresholds.", {
        label: "Open the budget",
        href: `${url}/budgets/${snapshot.budget.id}`,
      }),
    ],
  };
}

function smallPrint(snapshot: BudgetSnapshot, { label, unit }: BudgetAmounts, addressed: Addressed): MailLine[] {
  const { scope, amount, threshold, period, asOf, pricedShare, dataThrough, closed, basis, metric, budget } = snapshot;
  const of = scopeText(scope) ?? "everything";
  const thing = `${basis === "forecast" ? "the forecast of " : ""}${metric === "cost" ? "metered cost" : label}`;
  const through = dataThrough ? `data through ${momentBeside(dataThrough, asOf, period.zone)}` : "no data yet";
  const priced =
    pricedShare == null || compare(pricedShare, "1") === 0
      ? "All requests are priced."
      : `${formatRatio(pricedShare)} of requests are priced; the others are not in this figure, so the true cost is higher.`;
  return [
    line(
      `Rule: ${thing} of ${of} reaches ${percent(threshold)} of ${valueText(amount, unit, "exact")} in a calendar ${period.kind}. Each threshold tells once a ${period.kind}.`,
    ),
    line(
      `Window: ${spanName(period.from, period.to)}, ${period.zone}${closed ? ", closed" : ""}. As of ${momentName(asOf, period.zone)}, ${through}.${unit === "usd" || unit === "usd_per_1k" ? ` ${priced}` : ""}`,
    ),
    line(becauseText(addressed.because, "budget", `${budget.createdBy} set it.`)),
    muteText(`${addressed.url}/budgets/${budget.id}`, "budget"),
  ];
}

/** Everything a budget mail says, from the numbers as they were. */
export function budgetMail(snapshot: BudgetSnapshot, addressed: Addressed): MailContent {
  const amounts = budgetAmounts(snapshot);
  const forecast = forecastOf(snapshot, amounts);
  const note = snapshot.basis === "forecast" ? `forecast, of ${amounts.shown.amount}` : `of ${amounts.shown.amount}`;
  return {
    subject: budgetSubject(snapshot),
    sentence: sentenceOf(snapshot, amounts),
    figure: amounts.shown.value,
    figureNote: `${note} · ${amounts.share} · ${amounts.rest}`,
    chart: snapshot.series.buckets.length > 0 ? budgetChart(snapshot, amounts) : null,
    sections: [
      budgetWhy(snapshot, amounts),
      sinceOf(snapshot, amounts),
      ...(forecast ? [forecast] : []),
      whatToDo(snapshot, amounts, addressed),
    ],
    next: {
      label: snapshot.metric === "cost" ? "See what drives the cost" : "See what drives it",
      href: pageLink(addressed.url, snapshot, pageOf(snapshot.metric)),
    },
    actions: responses(addressed.links),
    small: smallPrint(snapshot, amounts, addressed),
  };
}
