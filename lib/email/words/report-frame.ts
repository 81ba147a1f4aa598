import type { ReportSnapshot } from "../../reports/snapshot";
import type { Addressed, MailContent, MailLine, MailSection } from "../content";
import { pageLink } from "../page-link";
import { dayChart, movedText, smallPrint, usd, volumeText } from "./report-parts";

interface ReportWords {
  subject: string;
  sentence: string;
  /** What the days beside the period's are, for the chart. */
  legend: string;
  sections: readonly (MailSection | null)[];
  /** Before the small print that every report has. */
  small?: readonly MailLine[];
}

/** A mail of a report: its figure with how it moved, its chart by day, its link, and the small print. Sections that are null are left out. */
export function reportMail(
  report: ReportSnapshot,
  { url, links }: Addressed,
  { subject, sentence, legend, sections, small = [] }: ReportWords,
): MailContent {
  const span = report.kind === "weekly" ? "week" : "month";
  return {
    subject,
    sentence,
    figure: usd(report.now.cost),
    figureNote:
      [movedText(report.before.cost, report.now.cost), ...volumeText(report)].filter(Boolean).join(" · ") || `cost of the ${span}`,
    chart: dayChart(report, "Cost by day", legend),
    sections: sections.filter((section) => section != null),
    next: { label: `Open this ${span} in Permille`, href: pageLink(url, report) },
    actions: [],
    small: [...small, ...smallPrint(report, { url, open: links.open })],
  };
}
