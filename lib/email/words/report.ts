import type { ReportSnapshot } from "../../reports/snapshot";
import type { Addressed, MailContent } from "../content";
import { monthlyMail, monthlySubject } from "./monthly";
import { weeklyMail, weeklySubject } from "./weekly";

/** What a report is called: its mail's subject. */
export const reportTitle = (report: ReportSnapshot): string => (report.kind === "weekly" ? weeklySubject(report) : monthlySubject(report));

/** Everything that the mail of a report says, from the numbers as they were. */
export function reportWords(report: ReportSnapshot, addressed: Addressed, { hasCsv }: { hasCsv: boolean }): MailContent {
  return report.kind === "weekly" ? weeklyMail(report, addressed) : monthlyMail(report, addressed, hasCsv);
}
