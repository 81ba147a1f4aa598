import { createTransport } from "nodemailer";
import SMTPPool from "nodemailer/lib/smtp-pool/index.js";
import type { MailAttachment } from "./render-mail";
import { type SendFailure, sendFailure } from "./send-failure";
import type { MailSettings } from "./settings";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  attachments?: MailAttachment[];
  /** With its angle brackets. */
  messageId: string;
  date: Date;
}

export type SendResult =
  | {
      ok: true;
      /** What the server said: "250 2.0.0 Ok: queued as 4F2". */
      answer: string;
    }
  | ({ ok: false } & SendFailure);

export interface Mailer {
  /** Hands one mail to the server. Never throws: a failure says what it means for the mail. */
  send(mail: Mail): Promise<SendResult>;
  close(): void;
}

const CONNECT_MS = 15_000;
const ANSWER_MS = 60_000;

/** Opens no connection until the first mail, and keeps it for those that follow. One mail at a time. */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  let handedOver = false;
  const quiet = () => {};
  // Not createTransport with a `url`: that would drop every other option.
  const transport = createTransport(
    new SMTPPool({
      url: smtpUrl,
      pool: true,
      maxConnections: 1,
      // The outbox repeats, and knows what a repeat means. The option is missing from the types.
      ...{ maxRequeues: 0 },
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
        const { response } = await transport.sendMail({
          ...mail,
          from,
          to: { name: "", address: to },
          // A picture of the text is no file to be listed below it.
          attachments: attachments.map((file) => ({ ...file, contentDisposition: file.cid ? "inline" : "attachment" })),
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
        return { ok: true, answer: response };
      } catch (error) {
        return { ok: false, ...sendFailure(error, handedOver) };
      }
    },
    close: () => transport.close(),
  };
}
