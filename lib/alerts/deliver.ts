import type { Sql } from "../../db/client";
import { pauseMs } from "../email/delivery";
import { mailFor } from "../email/mail-for";
import type { Mailer, SendResult } from "../email/transport";
import { type Claim, claimNext, dropDisabled, expireOld, noteNoServer, recoverLost } from "./claim";

export interface DeliverOptions {
  /** Null: no mail server is configured; everything stays where it is and says so. */
  mailer: Mailer | null;
  /** The address that people open Permille at, for links. */
  url: string;
  clock: () => Date;
}

export interface DeliveryReport {
  sent: number;
  failed: number;
  /** To be tried again. */
  waiting: number;
}

const MOST = 500;

/** Sends what is due, one mail at a time, until nothing is or the mail server is down. Safe to run in several processes at once. */
export async function deliverDue(sql: Sql, { mailer, url, clock }: DeliverOptions): Promise<DeliveryReport> {
  const report: DeliveryReport = { sent: 0, failed: 0, waiting: 0 };
  await recoverLost(sql, clock());
  await expireOld(sql, clock());
  await dropDisabled(sql);
  if (!mailer) {
    await noteNoServer(sql);
    return report;
  }
  for (let i = 0; i < MOST; i += 1) {
    const claim = await claimNext(sql, clock());
    if (!claim) break;
    const mail = await mailFor({
      kind: "alert",
      event: claim.id,
      title: "",
      severity: "warning",
      snapshot: claim.snapshot,
      because: claim.because,
      url,
      links: { open: `${url}/alerts`, act: null },
    });
    const result = await mailer.send({ ...mail, to: claim.recipient, messageId: claim.message_id, date: claim.created_at });
    await recordResult(sql, claim, result, clock());
    if (result.ok) report.sent += 1;
    else if (result.kind === "never") report.failed += 1;
    else report.waiting += 1;
    if (!result.ok && result.server) break;
  }
  return report;
}

/** Only for the claim it belongs to: one that took too long was given to another process. */
async function recordResult(sql: Sql, { id, attempts }: Claim, result: SendResult, now: Date): Promise<void> {
  const ours = sql`id = ${id} and state = 'sending' and attempts = ${attempts}`;
  if (result.ok) {
    await sql`update delivery set state = 'sent', sent_at = ${now}, last_error = null, leased_until = null where ${ours}`;
    return;
  }
  const state = { later: "pending", never: "failed", uncertain: "uncertain" }[result.kind];
  const next = new Date(now.getTime() + pauseMs(attempts));
  await sql`
    update delivery
    set state = ${state}, last_error = ${result.reason}, leased_until = null, next_attempt_at = ${next},
      possible_duplicate = possible_duplicate or ${result.kind === "uncertain"}
    where ${ours}`;
}
