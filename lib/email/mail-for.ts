import type { Snapshot } from "../alerts/snapshot";
import type { Severity } from "../rules/rule";
import type { RuleSnapshot } from "../rules/snapshot";
import { renderBudgetAlert } from "./budget-alert";
import { momentName } from "./dates";

export interface MailLinks {
  /** The alert's page; of a report, the page of reports. */
  open: string;
  /** Where this person acknowledges or lets it rest without signing in; null for a report. */
  act: string | null;
}

interface Addressed {
  /** "named", or the role that is told: "role:manager". */
  because: string;
  /** Where people open Permille, without a trailing slash. */
  url: string;
  links: MailLinks;
}

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

/** Goes with a mail: a file, or with `cid` a picture that the HTML shows. */
export interface MailAttachment {
  filename: string;
  content: string | Buffer;
  contentType: string;
  cid?: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  attachments?: MailAttachment[];
}

/** The mail of an event or a report, as HTML and as text that says the same. The same input gives the same mail: a retry is byte for byte the mail before. */
export async function mailFor(mail: ToMail): Promise<RenderedMail> {
  if (mail.kind === "report") return reportMail(mail);
  const { snapshot, title } = mail;
  if (snapshot.kind === "rule") return plainMail(title || snapshot.rule.name, ruleLines(snapshot, title), mail.links);
  const { subject, html, text } = await renderBudgetAlert(snapshot, mail);
  const { act } = mail.links;
  if (!act) return { subject: title || subject, html, text };
  return {
    subject: title || subject,
    html: html.replace("</body>", `<p style="text-align:center"><a href="${escaped(act)}">Acknowledge or let it rest</a></p></body>`),
    text: `${text}\nAcknowledge or let it rest:\n${act}\n`,
  };
}

/** One mail in place of many that wait for the same person; in the order given, at least two. */
export async function digestMail(mails: readonly AlertToMail[]): Promise<RenderedMail> {
  const items = await Promise.all(
    mails.map(async (mail) => ({ subject: mail.title || (await mailFor(mail)).subject, severity: mail.severity, ...mail.links })),
  );
  const worst = items.filter(({ severity }) => severity === "critical").length;
  const subject = `${items.length} alerts${worst > 0 ? `, ${worst} critical` : ""}: ${items[0]?.subject ?? ""}`;
  const text = items.map((item) => `- ${item.subject}\n  ${item.open}${item.act ? `\n  Acknowledge or let it rest: ${item.act}` : ""}`);
  const html = items.map(
    (item) =>
      `<li><a href="${escaped(item.open)}">${escaped(item.subject)}</a>${
        item.act ? ` · <a href="${escaped(item.act)}">acknowledge or let it rest</a>` : ""
      }</li>`,
  );
  return {
    subject,
    text: `${items.length} alerts came at the same time:\n\n${text.join("\n\n")}\n`,
    html: page(`<p>${items.length} alerts came at the same time:</p><ul>${html.join("")}</ul>`),
  };
}

function ruleLines(snapshot: RuleSnapshot, title: string): string[] {
  const { rule, metric, value, low, high, usual, zone, at, since, subject, subjectLabel, changeSentence, change } = snapshot;
  const of = subjectLabel ?? subject;
  const line = [high == null ? "" : `tells above ${high}`, low == null ? "" : `tells below ${low}`].filter(Boolean).join(", ");
  return [
    title || `${rule.name}: ${change === "fired" ? "an alert began" : "the alert ended"}${of ? ` for ${of}` : ""}.`,
    `${metric.label}${of ? ` of ${of}` : ""}: ${value ?? "unknown"}${line ? ` (${line})` : ""}${usual == null ? "" : `, usually ${usual}`}.`,
    ...(changeSentence ? [changeSentence] : []),
    `${change === "fired" ? "Since" : "From"} ${momentName(since, zone)}${change === "fired" ? "" : ` to ${momentName(at, zone)}`}, ${zone}. Rule “${rule.name}” of ${rule.owner}.`,
  ];
}

function reportMail({ report, links }: ReportToMail): RenderedMail {
  const mail = plainMail(report.title, [report.title, `${report.periodStart} to ${report.periodEnd}, ${report.zone}.`], links);
  if (report.csv == null) return mail;
  return {
    ...mail,
    attachments: [{ filename: `permille-${report.periodStart}.csv`, content: report.csv, contentType: "text/csv; charset=utf-8" }],
  };
}

function plainMail(subject: string, lines: readonly string[], { open, act }: MailLinks): RenderedMail {
  const ways = [["Look into it", open], ...(act ? [["Acknowledge or let it rest", act]] : [])] as const;
  return {
    subject,
    text: `${[...lines, ...ways.map(([label, href]) => `${label}:\n${href}`)].join("\n\n")}\n`,
    html: page(
      [
        ...lines.map((line) => `<p>${escaped(line)}</p>`),
        ...ways.map(([label = "", href = ""]) => `<p><a href="${escaped(href)}">${label}</a></p>`),
      ].join(""),
    ),
  };
}

const page = (body: string): string => `<!doctype html><html lang="en"><body>${body}</body></html>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
