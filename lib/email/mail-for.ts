import type { Snapshot } from "../alerts/snapshot";
import { parseReport } from "../reports/snapshot";
import type { Severity } from "../rules/rule";
import type { Addressed, MailContent, MailLinks } from "./content";
import { type MailAttachment, type RenderedMail, renderMail } from "./render-mail";
import { budgetMail, budgetSubject } from "./words/budget";
import { digestWords } from "./words/digest";
import { reportWords } from "./words/report";
import { ruleMail, ruleSubject } from "./words/rule";

export type { MailAttachment, MailLinks, RenderedMail };

/** An event for one person. `title` is the mail's subject where it was written with the event; "" in old ones. */
export interface AlertToMail extends Addressed {
  kind: "alert";
  event: string;
  title: string;
  severity: Severity;
  snapshot: Snapshot;
}

export interface ReportToMail extends Addressed {
  kind: "report";
  report: {
    id: string;
    kind: "weekly" | "monthly";
    title: string;
    /** Dates [periodStart, periodEnd) in `zone`. */
    periodStart: string;
    periodEnd: string;
    zone: string;
    snapshot: unknown;
    csv: string | null;
  };
}

export type ToMail = AlertToMail | ReportToMail;

/** What an event is called everywhere: the subject of its mail, its line in the inbox and in lists. */
export function titleOf(snapshot: Snapshot): string {
  return snapshot.kind === "rule" ? ruleSubject(snapshot) : budgetSubject(snapshot);
}

/** The mail of an event or a report, as HTML and as text that says the same. The same input gives the same mail: a retry is byte for byte the mail before. */
export async function mailFor(mail: ToMail): Promise<RenderedMail> {
  if (mail.kind === "alert") return renderMail(alertWords(mail));
  const { report } = mail;
  const content = reportWords(parseReport(report.snapshot), mail, { hasCsv: report.csv != null });
  return renderMail(content, report.csv == null ? [] : [csvFile(report, report.csv)]);
}

/** One mail in place of many that wait for the same person; in the order given, at least two. */
export function digestMail(mails: readonly AlertToMail[]): Promise<RenderedMail> {
  return renderMail(
    digestWords(
      mails.map((mail) => ({ content: alertWords(mail), critical: mail.severity === "critical" })),
      mails[0]?.url ?? "",
    ),
  );
}

function alertWords({ snapshot, title, ...addressed }: AlertToMail): MailContent {
  const content = snapshot.kind === "rule" ? ruleMail(snapshot, addressed) : budgetMail(snapshot, addressed);
  return title ? { ...content, subject: title } : content;
}

const csvFile = ({ kind, periodStart }: ReportToMail["report"], csv: string): MailAttachment => ({
  filename: `permille-${kind}-${periodStart}.csv`,
  contentType: "text/csv; charset=utf-8",
  content: csv,
});
