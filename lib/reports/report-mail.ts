import { mailFor } from "../email/mail-for";
import type { RenderedMail } from "../email/render-mail";
import type { ReportKind } from "./subscription";

interface Stored {
  id: string;
  kind: ReportKind;
  title: string;
  periodStart: string;
  periodEnd: string;
  zone: string;
  snapshot: unknown;
  csv: string | null;
}

/** The mail of a report, as its subscriber gets it. `url` is where people open Permille. */
export function reportMail(report: Stored, url: string): Promise<RenderedMail> {
  return mailFor({ kind: "report", report, because: "named", url, links: { open: `${url}/reports`, act: null } });
}
