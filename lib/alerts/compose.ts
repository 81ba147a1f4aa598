import type { Message } from "../channels/message";
import { type AlertToMail, digestMail, mailFor, type RenderedMail, type ToMail } from "../email/mail-for";
import { AppError } from "../errors";
import { ACT_DAYS, writeActToken } from "./act-token";
import type { Claimed } from "./claim";
import { titleOf } from "./event-row";
import { snapshotSchema } from "./snapshot";

export interface ComposeOptions {
  /** Where people open Permille, without a trailing slash. */
  url: string;
  /** Signs links that act without signing in; without one mails have no such links. */
  linkKey: Buffer | null;
}

const DAY_MS = 86_400_000;
export const eventPath = (event: string): string => `/alerts/${event}`;

/** What a claim says: one mail, also for many. */
export async function composeMail(items: readonly [Claimed, ...Claimed[]], options: ComposeOptions): Promise<RenderedMail> {
  const mails = items.map((item) => toMail(item, options));
  const [first, ...rest] = mails;
  if (!first) throw new AppError("internal", "A claim without mails.");
  if (rest.length === 0) return mailFor(first);
  return digestMail(mails.filter((mail): mail is AlertToMail => mail.kind === "alert"));
}

export function toMail({ event, report, recipient, because, created_at }: Claimed, { url, linkKey }: ComposeOptions): ToMail {
  if (event) {
    const expires = new Date(created_at.getTime() + ACT_DAYS * DAY_MS);
    const token = linkKey && writeActToken({ event: event.id, recipient, expires }, linkKey);
    return {
      kind: "alert",
      event: event.id,
      title: event.title,
      severity: event.severity,
      snapshot: snapshotSchema.parse(event.snapshot),
      because,
      url,
      links: { open: `${url}${eventPath(event.id)}`, act: token && `${url}/alerts/act?token=${token}` },
    };
  }
  if (report) return { kind: "report", report, because, url, links: { open: `${url}/reports`, act: null } };
  throw new AppError("internal", "A delivery of nothing.");
}

/** What a channel is told. */
export function toMessage({ event, report, made_at }: Claimed, { url }: Pick<ComposeOptions, "url">): Message {
  const createdAt = made_at.toISOString();
  if (event) {
    const { id, kind, severity, subject, budget, rule } = event;
    const title = event.title || titleOf(event.snapshot, budget?.name ?? rule?.name ?? "");
    const snapshot = snapshotSchema.parse(event.snapshot);
    const alert = { kind, severity, at: new Date(event.at).toISOString(), budget, rule, subject, snapshot };
    return { version: 1, type: `alert.${event.change}`, id, createdAt, title, url: `${url}${eventPath(id)}`, alert };
  }
  if (report) return { version: 1, type: "report.made", id: report.id, createdAt, title: report.title, url: `${url}/reports`, alert: null };
  throw new AppError("internal", "A delivery of nothing.");
}
