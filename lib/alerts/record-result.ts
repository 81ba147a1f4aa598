import type { Sql } from "../../db/client";
import type { PostFailure } from "../channels/post";
import { MOST_ATTEMPTS, pauseMs } from "../email/delivery";
import type { Claimed } from "./claim";

type Result = { ok: true } | ({ ok: false } & PostFailure);
type Outcome = "sent" | "failed" | "waiting";

/**
 * Writes what came of a claim, for all that went out together. Only for the claim it belongs to: one that took too long was given to another process. What
 * was tried 12 times is given up: it fails, and a person can send it again.
 */
export async function recordResult(sql: Sql, items: readonly Claimed[], result: Result, now: Date): Promise<Outcome> {
  const ids = items.map(({ id }) => id);
  const marks = items.map(({ attempts }) => attempts);
  const ours = sql`
    state = 'sending' and (id, attempts) in (select * from unnest(${ids}::uuid[], ${marks}::integer[]))`;
  if (result.ok) {
    await sql`update delivery set state = 'sent', sent_at = ${now}, last_error = null, leased_until = null where ${ours}`;
    return "sent";
  }
  const tries = Math.max(...items.map(({ attempts, attempts_before }) => attempts - attempts_before));
  const givenUp = result.kind !== "never" && tries >= MOST_ATTEMPTS;
  const state = givenUp ? "failed" : { later: "pending", never: "failed", uncertain: "uncertain" }[result.kind];
  const reason = givenUp ? `${result.reason} Given up after ${tries} attempts.` : result.reason;
  const next = new Date(now.getTime() + Math.max(pauseMs(tries), result.retryAfterMs ?? 0));
  await sql`
    update delivery
    set state = ${state}, last_error = ${reason}, leased_until = null, next_attempt_at = ${next},
      possible_duplicate = possible_duplicate or ${result.kind === "uncertain"}
    where ${ours}`;
  return state === "failed" ? "failed" : "waiting";
}
