import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { type Rule, ruleSchema } from "./rule";

export const ruleColumns = (sql: Sql | Tx) => sql`
  id, name, metric, scope, each, condition, window_minutes, for_minutes, minimum, trim_scale(hysteresis)::text as hysteresis, cooldown_minutes,
  severity, recipients, owner, template, muted_until, created_by, created_at, archived_at`;

const rowSchema = ruleSchema
  .pick({ id: true, name: true, metric: true, scope: true, each: true, condition: true, minimum: true, hysteresis: true, severity: true })
  .extend({
    window_minutes: z.number(),
    for_minutes: z.number(),
    cooldown_minutes: z.number(),
    recipients: ruleSchema.shape.recipients,
    owner: z.string(),
    template: z.string().nullable(),
    muted_until: z.date().nullable(),
    created_by: z.string(),
    created_at: z.date(),
    archived_at: z.date().nullable(),
  });

export function toRule(raw: unknown): Rule {
  const { window_minutes, for_minutes, cooldown_minutes, muted_until, created_by, created_at, archived_at, ...rule } = rowSchema.parse(raw);
  return {
    ...rule,
    windowMinutes: window_minutes,
    forMinutes: for_minutes,
    cooldownMinutes: cooldown_minutes,
    mutedUntil: muted_until?.toISOString() ?? null,
    createdBy: created_by,
    createdAt: created_at.toISOString(),
    archivedAt: archived_at?.toISOString() ?? null,
  };
}

/** The rule, locked until the transaction ends. Throws `not_found`, and `conflict` for an archived one. */
export async function lockRule(tx: Tx, id: string): Promise<Rule> {
  const [row] = await tx`select ${ruleColumns(tx)} from alert_rule where id = ${id} for update`;
  if (!row) throw new AppError("not_found", "There is no such rule.");
  const rule = toRule(row);
  if (rule.archivedAt) throw new AppError("conflict", `The rule “${rule.name}” is archived.`);
  return rule;
}

/** Throws `invalid` where an id is nobody's. */
export async function checkRecipients(
  tx: Tx,
  { users, channels }: { users: readonly string[]; channels: readonly string[] },
): Promise<void> {
  const people = users.length > 0 ? await tx`select id from app_user where id = any(${[...users]}::uuid[]) and disabled_at is null` : [];
  const ways = channels.length > 0 ? await tx`select id from channel where id = any(${[...channels]}::uuid[]) and ended_at is null` : [];
  const lacks = (ids: readonly string[], rows: readonly { id?: string }[]) => ids.filter((id) => !rows.some((row) => row.id === id));
  const nobody = lacks(users, people);
  if (nobody.length > 0) throw new AppError("invalid", `Nobody with an active account has the id ${nobody.join(", ")}.`);
  const nowhere = lacks(channels, ways);
  if (nowhere.length > 0) throw new AppError("invalid", `No channel has the id ${nowhere.join(", ")}.`);
}
