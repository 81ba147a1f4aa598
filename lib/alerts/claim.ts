import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { SEVERITIES } from "../rules/rule";
import { EVENT_KINDS } from "./event";
import { inOutbox } from "./tidy-outbox";

const LEASE_MS = 5 * 60_000;
/** From how many mails on that wait for the same person they go out as one. */
export const DIGEST_FROM = 4;
const DIGEST_MOST = 100;

const rowSchema = z.object({
  id: z.string(),
  recipient: z.string(),
  because: z.string(),
  message_id: z.string(),
  digest: z.string().nullable(),
  attempts: z.number(),
  attempts_before: z.number(),
  created_at: z.date(),
  /** The event's or the report's. */
  made_at: z.date(),
  event: z
    .object({
      id: z.string(),
      kind: z.enum(EVENT_KINDS),
      severity: z.enum(SEVERITIES),
      title: z.string(),
      subject: z.string(),
      change: z.enum(["fired", "resolved"]),
      /** ISO, with its offset. */
      at: z.string(),
      snapshot: z.unknown(),
      budget: z.object({ id: z.string(), name: z.string() }).nullable(),
      rule: z.object({ id: z.string(), name: z.string() }).nullable(),
    })
    .nullable(),
  report: z
    .object({
      id: z.string(),
      kind: z.enum(["weekly", "monthly"]),
      zone: z.string(),
      title: z.string(),
      periodStart: z.string(),
      periodEnd: z.string(),
      snapshot: z.unknown(),
      csv: z.string().nullable(),
    })
    .nullable(),
  address: z
    .object({ id: z.string(), kind: z.enum(["slack", "webhook"]), name: z.string(), url: z.string(), secret: z.string().nullable() })
    .nullable(),
});
/** A delivery that this process may hand over now. `attempts` counts this one and marks the claim as ours. */
export type Claimed = z.infer<typeof rowSchema>;

/** Mails that leave as one: more than one is a digest. */
export interface MailClaim {
  items: readonly [Claimed, ...Claimed[]];
  recipient: string;
  /** Fixed through retries: of the digest, else of the delivery. */
  messageId: string;
}

/**
 * Takes the mail that has waited longest, or null. From 4 that wait for the same person and were certainly never taken by a mail server, all of them: as a
 * digest, which they stay from then on. Two processes never get the same one.
 */
export async function claimMail(sql: Sql, now: Date): Promise<MailClaim | null> {
  return inOutbox(sql, async (tx) => {
    const due = tx`channel = 'email' and state in ('pending', 'uncertain') and next_attempt_at <= ${now}`;
    const [next] = await tx<{ id: string; recipient: string; digest: string | null; clean: boolean }[]>`
      select id, recipient, digest, ${neverTaken(tx)} as clean
      from delivery
      where ${due}
      order by next_attempt_at, created_at, id
      limit 1`;
    if (!next) return null;
    let ids = [next.id];
    let digest = next.digest;
    if (digest) ids = idsOf(await tx`select id from delivery where digest = ${digest} and state in ('pending', 'uncertain')`);
    else if (next.clean) {
      const together = idsOf(
        await tx`
        select id from delivery
        where ${due} and recipient = ${next.recipient} and ${neverTaken(tx)}
        order by id = ${next.id} desc, next_attempt_at, created_at, id
        limit ${DIGEST_MOST}`,
      );
      if (together.length >= DIGEST_FROM) {
        ids = together;
        digest = randomUUID();
      }
    }
    const [first, ...rest] = await take(tx, ids, { now, digest });
    if (!first) return null;
    const messageId = digest ? `<${digest}@${first.message_id.replace(/^.*@|>$/g, "")}>` : first.message_id;
    return { items: [first, ...rest], recipient: first.recipient, messageId };
  });
}

/** Takes the channel message that has waited longest, less those of `except` (ids of channels), or null. */
export async function claimMessage(sql: Sql, now: Date, except: readonly string[]): Promise<Claimed | null> {
  return inOutbox(sql, async (tx) => {
    const ids = idsOf(
      await tx`
      select id from delivery
      where channel in ('slack', 'webhook') and state in ('pending', 'uncertain') and next_attempt_at <= ${now}
        and not (channel_id = any(${[...except]}::uuid[]))
      order by next_attempt_at, created_at, id
      limit 1`,
    );
    const [claimed] = await take(tx, ids, { now, digest: null });
    return claimed ?? null;
  });
}

/** An event's mail that no server can have. */
const neverTaken = (tx: Tx) => tx`(state = 'pending' and not possible_duplicate and event_id is not null and digest is null)`;

const idsOf = (rows: readonly Record<string, unknown>[]): string[] => rows.map(({ id }) => String(id));

async function take(tx: Tx, ids: readonly string[], { now, digest }: { now: Date; digest: string | null }): Promise<Claimed[]> {
  if (ids.length === 0) return [];
  await tx`
    update delivery
    set state = 'sending', attempts = attempts + 1, leased_until = ${new Date(now.getTime() + LEASE_MS)}, digest = coalesce(digest, ${digest})
    where id = any(${[...ids]}::uuid[])`;
  return read(tx, ids);
}

/** A message with all that leave with it, as it is: for showing, not for sending. Nothing for an unknown id. */
export async function readDelivery(sql: Sql, id: string): Promise<Claimed[]> {
  return read(
    sql,
    idsOf(
      await sql`
      select o.id
      from delivery d
      join delivery o on o.id = d.id or o.digest = d.digest
      where d.id = ${id} and d.channel <> 'inbox'`,
    ),
  );
}

async function read(sql: Sql | Tx, ids: readonly string[]): Promise<Claimed[]> {
  const rows = await sql`
    select d.id, d.recipient, d.because, d.message_id, d.digest, d.attempts, d.attempts_before, d.created_at,
      coalesce(e.created_at, p.created_at) as made_at,
      case when e.id is not null then json_build_object(
        'id', e.id, 'kind', e.kind, 'severity', e.severity, 'title', e.title, 'subject', e.subject, 'change', e.change,
        'at', coalesce(e.at, e.created_at), 'snapshot', e.snapshot,
        'budget', case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end,
        'rule', case when r.id is not null then json_build_object('id', r.id, 'name', r.name) end) end as event,
      case when p.id is not null then json_build_object(
        'id', p.id, 'kind', s.kind, 'zone', s.zone, 'title', p.title, 'periodStart', p.period_start, 'periodEnd', p.period_end,
        'snapshot', p.snapshot, 'csv', p.csv) end as report,
      case when c.id is not null then json_build_object('id', c.id, 'kind', c.kind, 'name', c.name, 'url', c.url, 'secret', c.secret) end as address
    from delivery d
    left join alert_event e on e.id = d.event_id
    left join budget b on b.id = e.budget_id
    left join alert_rule r on r.id = e.rule_id
    left join report p on p.id = d.report_id
    left join report_subscription s on s.id = p.subscription_id
    left join channel c on c.id = d.channel_id
    where d.id = any(${[...ids]}::uuid[])
    order by d.created_at, d.id`;
  return rows.map((row) => rowSchema.parse(row));
}
