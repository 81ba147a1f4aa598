import { type Amount, add, compare, divide, formatRatio, round, subtract } from "../../money";
import type { MonthlyReport } from "../../reports/snapshot";
import { type Addressed, line, type MailContent, type MailLine, type MailSection } from "../content";
import { monthName, monthYear } from "../dates";
import { countText } from "../value-text";
import { gpuSection } from "./gpus";
import { reportMail } from "./report-frame";
import { addingUp, alertSection, budgetSection, cents, forecastSection, gapText, movedText, thing, usd } from "./report-parts";
import { savingsSection } from "./savings";

/** Providers with a cost and no bill: what is billed says nothing about them. */
const unbilled = ({ providers }: MonthlyReport) =>
  providers.filter(({ cost, billed }) => billed == null && cost != null && compare(cost, "0.005") >= 0);
const providerName = ({ value, label }: MonthlyReport["providers"][number]): string => label ?? value ?? "an unknown provider";

/** "AI cost in October 2026: $48,210, up 31 %, billed $47,930". */
export function monthlySubject(report: MonthlyReport): string {
  const { now, before, billed, period } = report;
  const moved = movedText(before.cost, now.cost);
  return `${thing(report)} in ${monthYear(period.from)}: ${usd(now.cost)}${moved ? `, ${moved}` : ""}${billed.now == null || unbilled(report).length > 0 ? "" : `, billed ${usd(billed.now)}`}`;
}

function sentenceOf(report: MonthlyReport): string {
  const { now, before, billed, period, previous } = report;
  const moved = movedText(before.cost, now.cost);
  const compared = moved == null ? "" : `, ${moved}${moved === "new" ? "" : ` from ${usd(before.cost)} in ${monthName(previous.from)}`}`;
  return `${thing(report)} was ${usd(now.cost)} in ${monthName(period.from)}${compared}.${billed.now == null || unbilled(report).length > 0 ? "" : ` Providers billed ${usd(billed.now)}.`}`;
}

function sum(values: readonly (Amount | null)[]): Amount | null {
  const known = values.filter((value) => value != null);
  return known.length > 0 ? add(...known) : null;
}

function providerSection({ providers }: MonthlyReport): MailSection | null {
  if (providers.length === 0) return null;
  const [cost, billed] = [providers.map((each) => each.cost), providers.map((each) => each.billed)];
  const [costs, bills] = [addingUp(cost), addingUp(billed)];
  const hasBills = billed.some((amount) => amount != null);
  const rows = providers.map(({ value, label }, i) => [label ?? value ?? "unknown", costs[i] ?? "", ...(hasBills ? [bills[i] ?? ""] : [])]);
  return {
    title: "By provider",
    lines: [],
    table: {
      columns: [{ label: "Provider" }, { label: "Metered", numeric: true }, ...(hasBills ? [{ label: "Billed", numeric: true }] : [])],
      rows: [...rows, ["Total", cents(sum(cost)), ...(hasBills ? [cents(sum(billed))] : [])]],
    },
  };
}

/** What each team used, for whoever charges it on. */
function teamSection({ teams, now, previous }: MonthlyReport): MailSection | null {
  const named = teams.values.filter(({ value }) => value != null);
  if (named.length === 0) return null;
  const parts = [...teams.values, ...(teams.rest ? [{ value: "all others", label: "all others", ...teams.rest }] : [])];
  const costs = addingUp(parts.map(({ cost }) => cost));
  const share = (cost: Amount | null) => (cost == null || now.cost == null ? "—" : formatRatio(round(divide(cost, now.cost, 6) ?? "0", 3)));
  const rows = parts.map(({ value, label, cost, before }, i) => [
    label ?? value ?? "without a team",
    costs[i] ?? "",
    share(cost),
    movedText(before, cost) ?? "—",
  ]);
  return {
    title: "Showback by team",
    lines: [],
    table: {
      columns: [
        { label: "Team" },
        { label: "Cost", numeric: true },
        { label: "Share", numeric: true },
        { label: `On ${monthName(previous.from)}`, numeric: true },
      ],
      rows: [...rows, ["Total", cents(sum(parts.map(({ cost }) => cost))), "", ""]],
    },
  };
}

function completeness(report: MonthlyReport, url: string): MailSection {
  const { pricedShare, unpriced } = report;
  const lines: MailLine[] = [];
  if (pricedShare != null && compare(pricedShare, "1") < 0) {
    const of = unpriced ? `: ${countText(Number(unpriced.requests), "request")} not in these figures` : "";
    lines.push(
      line(`${formatRatio(subtract("1", pricedShare))} of requests have no price${of}.`, { label: "Add prices", href: `${url}/prices` }),
    );
  } else lines.push(line("Every request has a price."));
  // A bill is held against the metered cost of those that sent one, never against the whole.
  const billers = report.providers.filter((each) => each.billed != null);
  const [bills, metered] = [sum(billers.map((each) => each.billed)), sum(billers.map((each) => each.cost))];
  const without = unbilled(report).map(providerName);
  if (bills != null && metered != null) lines.push(line(gapText(bills, metered, without.length > 0 ? billers.map(providerName) : [])));
  else lines.push(line("No provider bill is in for this month, so nothing is reconciled.", { label: "Sources", href: `${url}/sources` }));
  if (bills != null && without.length > 0)
    lines.push(line(`No bill is in from ${without.join(", ")}.`, { label: "Sources", href: `${url}/sources` }));
  return { title: "How complete it is", lines };
}

/** The month for finance. */
export function monthlyMail(report: MonthlyReport, addressed: Addressed, hasCsv: boolean): MailContent {
  const { change } = report;
  return reportMail(report, addressed, {
    subject: monthlySubject(report),
    sentence: sentenceOf(report),
    legend: "",
    sections: [
      change == null ? null : { title: "Why it changed", lines: [line(change)] },
      providerSection(report),
      teamSection(report),
      budgetSection(report, "Budget against actual"),
      savingsSection(report, addressed.url),
      gpuSection(report, addressed.url),
      forecastSection(report),
      alertSection(report, addressed.url),
      completeness(report, addressed.url),
    ],
    small: hasCsv ? [line("Attached: a row for each team, feature, provider and model, whose costs add up to the total to the cent.")] : [],
  });
}
