import { type Amount, change, compare, formatRatio, isZero, largestRemainder, negate, round, subtract } from "../../money";
import type { ReportSnapshot } from "../../reports/snapshot";
import { addDays } from "../../time";
import { line, type MailChart, type MailLine, type MailSection, type MailTable } from "../content";
import { dayName, momentBeside, momentName, monthName, spanName } from "../dates";
import type { Point } from "../png/chart";
import { scopeText } from "../scope-text";
import { countText, valueText } from "../value-text";

export const usd = (amount: Amount | null): string => valueText(amount, "usd");
export const cents = (amount: Amount | null): string => valueText(amount, "usd", "exact");

/** "up 31 %", "down 4 %", "as before", "new"; null where either is unknown. Whole percents from ten on. */
export function movedText(before: Amount | null, now: Amount | null): string | null {
  if (before == null || now == null) return null;
  if (isZero(before)) return isZero(now) ? "as before" : "new";
  const ratio = change(before, now) ?? "0";
  const size = compare(ratio, "0") < 0 ? negate(ratio) : ratio;
  const shown = round(size, compare(size, "0.1") >= 0 ? 2 : 3);
  if (isZero(shown)) return "as before";
  return `${compare(ratio, "0") > 0 ? "up" : "down"} ${formatRatio(shown)}`;
}

/** "AI cost", "AI cost of feature support-chat". */
export function thing({ scope }: Pick<ReportSnapshot, "scope">): string {
  const of = scopeText(scope);
  return of ? `AI cost of ${of}` : "AI cost";
}

/** "1.2 M requests · $3.12 per 1,000"; leaves out what is unknown. */
export function volumeText({ now }: ReportSnapshot): string[] {
  return [
    ...(now.requests == null ? [] : [`${valueText(now.requests, "count")} requests`]),
    ...(now.per1k == null ? [] : [`${valueText(now.per1k, "usd_per_1k")} per 1,000 requests`]),
  ];
}

/** Days as bars: those of `strong` dark, the others pale. */
export function dayChart({ days, period }: ReportSnapshot, title: string, legend: string): MailChart | null {
  const known = days.flatMap(({ day, cost }) => (cost == null ? [] : [{ day, cost }]));
  if (known.length === 0) return null;
  const within = known.filter(({ day }) => day >= period.from);
  const top = [...(within.length > 0 ? within : known)].sort((a, b) => compare(b.cost, a.cost))[0];
  const highest = top ? `Highest day: ${dayName(top.day)}, ${usd(top.cost)}.` : "";
  return {
    title,
    alt: `Chart: ${title.toLowerCase()}, ${spanName(days[0]?.day ?? period.from, addDays(days.at(-1)?.day ?? period.from, 1))}. ${highest}`.trim(),
    picture: {
      kind: "bars",
      points: days.map(
        ({ day, cost }): Point => ({ value: cost == null ? null : Number(cost), look: day >= period.from ? "strong" : "quiet" }),
      ),
      lines: [],
      interval: null,
      mark: null,
    },
    first: dayName(days[0]?.day ?? period.from),
    last: dayName(days.at(-1)?.day ?? period.from),
    legend: [legend, highest].filter(Boolean).join(" "),
  };
}

export function forecastSection({ month }: ReportSnapshot): MailSection {
  const { from, to, spent, forecast } = month;
  const name = monthName(from);
  const so = `${usd(spent)} so far in ${name}.`;
  const text = forecast
    ? `${so} By ${dayName(addDays(to, -1))} it comes to ${usd(forecast.value)}; 8 times in 10 it ends between ${usd(forecast.low)} and ${usd(forecast.high)}.`
    : `${so} There is no forecast: the history is too short for one.`;
  return { title: `Forecast of ${name}`, lines: [line(text)] };
}

export function alertSection({ alerts, zone }: ReportSnapshot, url: string): MailSection {
  const { count, critical, open, list } = alerts;
  const began =
    count === 0
      ? "No alert began in this time."
      : `${countText(count, "alert")} began in this time${critical > 0 ? `, ${critical} critical` : ""}.`;
  const more = count - list.length;
  return {
    title: "Alerts",
    lines: [
      line(`${began} ${open === 0 ? "None is open now." : `${open === 1 ? "1 is" : `${open} are`} open now.`}`),
      ...list.map(({ id, title, at }) => line(`${momentName(at, zone)}: ${title}`, { label: "Open", href: `${url}/alerts/${id}` })),
      ...(more > 0 ? [line(`And ${more} more.`, { label: "All alerts", href: `${url}/alerts` })] : []),
    ],
  };
}

/** Budgets against what was spent; null where there are none. */
export function budgetSection({ budgets }: ReportSnapshot, title: string): MailSection | null {
  if (budgets.length === 0) return null;
  const hasForecast = budgets.some(({ forecast }) => forecast != null);
  const table: MailTable = {
    columns: [
      { label: "Budget" },
      { label: "Spent", numeric: true },
      { label: "Of", numeric: true },
      { label: "Share", numeric: true },
      ...(hasForecast ? [{ label: "Forecast", numeric: true }] : []),
    ],
    rows: budgets.map(({ name, unit, amount, spent, share, forecast, period }) => [
      period === "month" ? name : `${name} (${period})`,
      valueText(spent, unit),
      valueText(amount, unit),
      share == null ? "unknown" : formatRatio(round(share, 3)),
      ...(hasForecast ? [forecast == null ? "—" : valueText(forecast, unit)] : []),
    ]),
  };
  return { title, lines: [], table };
}

/** Cents of each part and of their sum, so that the rows of a table add up to its total; unknown parts stay unknown. */
export function addingUp(costs: readonly (Amount | null)[]): string[] {
  const known = largestRemainder(costs.filter((cost) => cost != null));
  let used = 0;
  return costs.map((cost) => (cost == null ? "unknown" : cents(known[used++] ?? null)));
}

export function smallPrint(report: ReportSnapshot, { url, open }: { url: string; open: string }): MailLine[] {
  const { period, zone, asOf, dataThrough, pricedShare, unpriced } = report;
  const through = dataThrough ? `data through ${momentBeside(dataThrough, asOf, zone)}` : "no data yet";
  const priced =
    pricedShare == null || compare(pricedShare, "1") === 0
      ? "All requests are priced."
      : `${formatRatio(pricedShare)} of requests are priced${unpriced ? `; not in these figures: ${countText(Number(unpriced.requests), "request")}${unpriced.models ? ` of ${countText(Number(unpriced.models), "model")}` : ""} without a price` : ""}.`;
  return [
    line(
      `Metered cost, ${thing(report) === "AI cost" ? "the whole company" : scopeText(report.scope)}: calls priced from the dated price book.`,
    ),
    line(`Window: ${spanName(period.from, period.to)}, days of ${zone}. As of ${momentName(asOf, zone)}, ${through}. ${priced}`),
    line("You get this because you are subscribed to this report.", { label: "Change or end it", href: open || `${url}/reports` }),
  ];
}

/** Billed against metered, of all providers or of those named. */
export function gapText(billed: Amount, cost: Amount, of: readonly string[] = []): string {
  const gap = subtract(billed, cost);
  const size = compare(gap, "0") < 0 ? negate(gap) : gap;
  const who = of.length > 0 ? of.join(", ") : "Providers";
  if (isZero(round(gap, 2))) return `What ${of.length > 0 ? who : "providers"} billed, ${cents(billed)}, is the metered cost to the cent.`;
  return `${who} billed ${cents(billed)}, ${cents(size)} ${compare(gap, "0") > 0 ? "more" : "less"} than the metered ${cents(cost)}.`;
}
