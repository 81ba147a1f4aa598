import { render } from "@react-email/render";
import type { MailContent } from "./content";
import { mailText } from "./mail-text";
import { drawChart } from "./png/chart";
import { Mail } from "./templates/mail";

/** `cid`: shown within the mail by that id; without one it stands beside it. */
export interface MailAttachment {
  filename: string;
  contentType: string;
  content: string | Buffer;
  cid?: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  attachments: MailAttachment[];
}

const CHART_ID = "chart@permille";

/** The mail as HTML, as text that says the same, and with its chart as a picture. */
export async function renderMail(content: MailContent, files: readonly MailAttachment[] = []): Promise<RenderedMail> {
  const chart: MailAttachment[] = content.chart
    ? [{ filename: "chart.png", contentType: "image/png", content: drawChart(content.chart.picture), cid: CHART_ID }]
    : [];
  const html = await render(<Mail content={content} chartUrl={`cid:${CHART_ID}`} />);
  return { subject: content.subject, html, text: mailText(content), attachments: [...chart, ...files] };
}

/** The HTML for a browser, which knows no parts of a mail: pictures stand in it. */
export function htmlWithPictures({ html, attachments }: Pick<RenderedMail, "html" | "attachments">): string {
  return attachments.reduce(
    (all, { cid, contentType, content }) =>
      cid ? all.replaceAll(`cid:${cid}`, `data:${contentType};base64,${Buffer.from(content).toString("base64")}`) : all,
    html,
  );
}
