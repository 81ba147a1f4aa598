import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import type { MailAttachment } from "./render-mail";
import { type SendFailure, sendFailure } from "./send-failure";
import type { MailSettings } from "./settings";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  attachments?: readonly MailAttachment[];
  /** With its angle brackets. */
  messageId: string;
  date: Date;
}

export type SendResult = { ok: true } | ({ ok: false } & SendFailure);

export interface Mailer {
  /** Hands one mail to the server. Never throws: a failure says what it means for the mail. */
  send(mail: Mail): Promise<SendResult>;
  close(): void;
}

const CONNECT_MS = 15_000;
const ANSWER_MS = 60_000;

/** Opens no connection until the first mail. One mail at a time. */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  let handedOver = false;
  const quiet = () => {};
  // Not createTransport with a `url`: that would drop every other option.
  const transport = createTransport(
    new SMTPTransport({
      url: smtpUrl,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: ANSWER_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: {
        level: quiet,
        trace: quiet,
        debug: quiet,
        warn: quiet,
        error: quiet,
        fatal: quiet,
        // The one place that tells when the whole mail was written: an error that follows says only that the connection broke.
        info(entry: unknown) {
          if (typeof entry === "object" && entry !== null && "outByteCount" in entry) handedOver = true;
        },
      },
    }),
  );
  return {
    async send({ to, attachments = [], ...mail }) {
      handedOver = false;
      try {
        await transport.sendMail({
          ...mail,
          from,
          to: { name: "", address: to },
          attachments: attachments.map((file) => ({ ...file, contentDisposition: file.cid ? "inline" : "attachment" })),
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
        return { ok: true };
      } catch (error) {
        return { ok: false, ...sendFailure(error, handedOver) };
      }
    },
    close: () => transport.close(),
  };
}
