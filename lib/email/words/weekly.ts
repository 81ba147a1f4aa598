import type { WeeklyReport } from "../../reports/snapshot";
import { type Addressed, line, type MailContent, type MailSection } from "../content";
import { dayName, spanName } from "../dates";
import { overviewLink } from "../overview-link";
import { dimensionText, withoutText } from "../scope-text";
import { against } from "./budget-why";
import {
  alertSection,
  budgetSection,
  cents,
  dayChart,
  forecastSection,
  movedText,
  smallPrint,
  thing,
  usd,
  volumeText,
} from "./report-parts";

/** "AI cost last week: $12,480, up 31 % (16 to 22 November 2026)". */
export function weeklySubject(report: WeeklyReport): string {
  const moved = movedText(report.before.cost, report.now.cost);
  return `${thing(report)} last week: ${usd(report.now.cost)}${moved ? `, ${moved}` : ""} (${spanName(report.period.from, report.period.to)})`;
}

function sentenceOf(report: WeeklyReport): string {
  const { now, before, period } = report;
  const moved = movedText(before.cost, now.cost);
  const compared =
    moved == null ? "" : moved === "new" ? ", after none the week before" : `, ${moved} from ${usd(before.cost)} the week before`;
  return `${thing(report)} was ${usd(now.cost)} in the week of ${dayName(period.from)}${compared}.`;
}

function whyOf({ change, movers }: WeeklyReport): MailSection | null {
  const by = movers.by ? dimensionText(movers.by) : "";
  const lines = [
    ...(change == null ? [] : [change]),
    ...movers.values.map(({ value, label, cost, before }) => {
      const name = label ?? value ?? withoutText(movers.by ?? "name");
      return `${name}: ${cents(cost)}${cost == null || before == null ? "" : ` ${against(before, cost, { unit: "usd" })}`}`;
    }),
  ];
  if (lines.length === 0) return null;
  return { title: by ? `What moved, by ${by}` : "What moved", lines: lines.map((text) => line(text)) };
}

/** The week for a manager. */
export function weeklyMail(report: WeeklyReport, { url, links }: Addressed): MailContent {
  const moved = movedText(report.before.cost, report.now.cost);
  const sections = [whyOf(report), budgetSection(report, "Budgets now"), alertSection(report, url), forecastSection(report)];
  return {
    subject: weeklySubject(report),
    sentence: sentenceOf(report),
    figure: usd(report.now.cost),
    figureNote: [moved, ...volumeText(report)].filter(Boolean).join(" · ") || "cost of the week",
    chart: dayChart(report, "Cost by day", "Dark: the week. Pale: the week before."),
    sections: sections.filter((section) => section != null),
    next: { label: "Open this week in Permille", href: overviewLink(url, report) },
    actions: [],
    small: smallPrint(report, { url, open: links.open }),
  };
}
