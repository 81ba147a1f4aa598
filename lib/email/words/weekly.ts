import type { WeeklyReport } from "../../reports/snapshot";
import { type Addressed, line, type MailContent, type MailSection } from "../content";
import { dayName, spanName } from "../dates";
import { dimensionText, withoutText } from "../scope-text";
import { against } from "./budget-why";
import { gpuSection } from "./gpus";
import { reportMail } from "./report-frame";
import { alertSection, budgetSection, cents, forecastSection, movedText, thing, usd } from "./report-parts";
import { savingsSection } from "./savings";

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
export const weeklyMail = (report: WeeklyReport, addressed: Addressed): MailContent =>
  reportMail(report, addressed, {
    subject: weeklySubject(report),
    sentence: sentenceOf(report),
    legend: "Dark: the week. Pale: the week before.",
    sections: [
      whyOf(report),
      budgetSection(report, "Budgets now"),
      savingsSection(report, addressed.url),
      gpuSection(report, addressed.url),
      alertSection(report, addressed.url),
      forecastSection(report),
    ],
  });
