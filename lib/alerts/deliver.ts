import type { Sql } from "../../db/client";
import { endChannel } from "../channels/end-channel";
import type { PostResult } from "../channels/post";
import type { ChannelSender } from "../channels/send";
import type { Mailer, SendResult } from "../email/transport";
import { errorMessage } from "../errors";
import { type Claimed, claimMail, claimMessage, type MailClaim } from "./claim";
import { type ComposeOptions, composeMail, toMessage } from "./compose";
import { recordResult } from "./record-result";
import { noteNoServer, tidyOutbox } from "./tidy-outbox";

export interface DeliverOptions {
  /** Null: no mail server can be used; mails stay where they are and say so. */
  mailer: Mailer | null;
  /** Why there is none, for the outbox. */
  withoutMailer?: string;
  /** Null: messages to channels stay where they are. */
  channels?: ChannelSender | null;
  /** The address that people open Permille at, for links. */
  url: string;
  /** Signs links that act without signing in; without one mails have no such links. */
  linkKey?: Buffer | null;
  clock: () => Date;
}

/** Mails and messages; a digest is one. */
export interface DeliveryReport {
  sent: number;
  failed: number;
  /** To be tried again. */
  waiting: number;
}

const MOST = 500;
const CHANNELS_AT_ONCE = 4;
const NO_SERVER =
  "No mail server is configured. Enter one in Settings, Mail, or set SMTP_URL and start Permille again; mails of the last 7 days are sent then.";

/**
 * Sends what is due until nothing is or the other side is down: mails one at a time, beside them messages to channels, one at a time each; a server that
 * is down holds up only what goes there. Safe to run in several processes at once.
 */
export async function deliverDue(
  sql: Sql,
  { mailer, withoutMailer = NO_SERVER, channels = null, url, linkKey = null, clock }: DeliverOptions,
): Promise<DeliveryReport> {
  const report: DeliveryReport = { sent: 0, failed: 0, waiting: 0 };
  const round: Round = { sql, clock, report, options: { url, linkKey } };
  await tidyOutbox(sql, clock());
  const lanes = await Promise.allSettled([
    mailer ? sendMails(round, mailer) : noteNoServer(sql, withoutMailer),
    ...(channels ? sendMessages(round, channels) : []),
  ]);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return report;
}

interface Round {
  sql: Sql;
  clock: () => Date;
  report: DeliveryReport;
  options: ComposeOptions;
}

async function sendMails({ sql, clock, report, options }: Round, mailer: Mailer): Promise<void> {
  for (let i = 0; i < MOST; i += 1) {
    const claim = await claimMail(sql, clock());
    if (!claim) return;
    const result = await sendMail(claim, mailer, options);
    report[await recordResult(sql, claim.items, result, clock())] += 1;
    if (!result.ok && result.server) return;
  }
}

async function sendMail({ items, recipient, messageId }: MailClaim, mailer: Mailer, options: ComposeOptions): Promise<SendResult> {
  const composed = await attempt(() => composeMail(items, options));
  if (!composed.ok) return composed;
  const date = new Date(Math.max(...items.map(({ made_at }) => made_at.getTime())));
  return mailer.send({ ...composed.value, to: recipient, messageId, date });
}

/** Several lanes; none takes a message of a channel that another is at, or that is down. */
function sendMessages({ sql, clock, report, options }: Round, sender: ChannelSender): Promise<void>[] {
  const except = new Set<string>();
  let sent = 0;
  let turn: Promise<unknown> = Promise.resolve();
  // One claim after another, so that each knows the channels of those before it.
  const claimNext = (): Promise<Claimed | null> => {
    const mine = turn.then(async () => {
      const claimed = sent < MOST ? await claimMessage(sql, clock(), [...except]) : null;
      if (!claimed) return null;
      sent += 1;
      except.add(claimed.address?.id ?? "");
      return claimed;
    });
    turn = mine.catch(() => {});
    return mine;
  };
  const lane = async (): Promise<void> => {
    for (let claimed = await claimNext(); claimed; claimed = await claimNext()) {
      const channel = claimed.address?.id ?? "";
      const result = await sendMessage(claimed, sender, options, clock());
      report[await recordResult(sql, [claimed], result, clock())] += 1;
      if (!result.ok && result.gone) await endChannel(sql, { id: channel, by: "permille", now: clock(), reason: result.reason });
      if (result.ok || !result.server) except.delete(channel);
    }
  };
  return Array.from({ length: CHANNELS_AT_ONCE }, lane);
}

async function sendMessage(claimed: Claimed, sender: ChannelSender, options: ComposeOptions, now: Date): Promise<PostResult> {
  const { address, id } = claimed;
  if (!address) return { ok: false, kind: "never", server: false, reason: "The channel of this message is not known." };
  const composed = await attempt(() => toMessage(claimed, options));
  if (!composed.ok) return composed;
  return sender.send({ kind: address.kind, url: address.url, sealedSecret: address.secret }, composed.value, id, now);
}

/** What can't be written now can't be later: it must not hold up the others. */
async function attempt<T>(
  compose: () => T | Promise<T>,
): Promise<{ ok: true; value: T } | { ok: false; kind: "never"; server: false; reason: string }> {
  try {
    return { ok: true, value: await compose() };
  } catch (error) {
    return { ok: false, kind: "never", server: false, reason: `This message can't be written: ${errorMessage(error).slice(0, 300)}` };
  }
}
