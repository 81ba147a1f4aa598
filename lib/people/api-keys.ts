import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { type Actor, actorName, type KeyActor } from "../auth/actor";
import { canGrant, type Scope } from "../auth/can";
import { AppError } from "../errors";
import { type ApiKey, scopeSchema } from "./key";

/** Makes a key; `secret` ("pm_" and 43 characters, 256 bits) is in this answer and nowhere else. */
export async function createKey(
  sql: Sql,
  { name, scope, by }: { name: string; scope: Scope; by: string },
): Promise<{ key: ApiKey; secret: string }> {
  const secret = `pm_${randomBytes(32).toString("base64url")}`;
  const key = await sql.begin(async (tx) => {
    const [row] = await tx`
      insert into api_key (name, scope, prefix, secret_hash, created_by)
      values (${name}, ${scope}, ${secret.slice(0, 9)}, ${hashSecret(secret)}, ${by})
      returning ${columns(tx)}
    `;
    await recordAudit(tx, { actor: by, action: "key.create", subject: name, detail: { scope } });
    return toKey(row);
  });
  return { key, secret };
}

/** createKey on behalf of a caller. Throws `forbidden` for a key that could do what the caller can't. */
export async function grantKey(
  sql: Sql,
  { actor, name, scope }: { actor: Actor; name: string; scope: Scope },
): Promise<{ key: ApiKey; secret: string }> {
  const granted = actor.kind === "user" ? canGrant(actor.role, scope) : actor.scope === "admin";
  if (!granted) throw new AppError("forbidden", `A key of scope ${scope} could do more than you may. An admin can make it.`);
  return createKey(sql, { name, scope, by: actorName(actor) });
}

/** Who a bearer secret is, or null; notes the use at most once a minute. */
export async function findKey(sql: Sql, secret: string, now: Date): Promise<KeyActor | null> {
  if (!/^pm_[\w-]{43}$/.test(secret)) return null;
  const [row] = await sql`
    select ${columns(sql)}
    from api_key
    where secret_hash = ${hashSecret(secret)}
      and revoked_at is null
  `;
  if (!row) return null;
  const { id, name, scope, lastUsedAt } = toKey(row);
  if (!lastUsedAt || now.getTime() - Date.parse(lastUsedAt) > 60_000) await sql`update api_key set last_used_at = ${now} where id = ${id}`;
  return { kind: "key", id, name, scope };
}

/** Every key, revoked ones last, newest first. */
export async function listKeys(sql: Sql): Promise<ApiKey[]> {
  const rows = await sql`
    select ${columns(sql)}
    from api_key
    order by revoked_at is not null, created_at desc
  `;
  return rows.map(toKey);
}

/** Ends a key at once. Throws `not_found`; a revoked key stays as it is. */
export async function revokeKey(sql: Sql, { id, by, now }: { id: string; by: string; now: Date }): Promise<ApiKey> {
  return sql.begin(async (tx) => {
    const [row] = await tx`
      select ${columns(tx)}
      from api_key
      where id = ${id}
      for update
    `;
    if (!row) throw new AppError("not_found", "There is no such key.");
    const key = toKey(row);
    if (key.revokedAt) return key;
    await tx`update api_key set revoked_at = ${now} where id = ${id}`;
    await recordAudit(tx, { actor: by, action: "key.revoke", subject: key.name, detail: { scope: key.scope } });
    return { ...key, revokedAt: now.toISOString() };
  });
}

const rowSchema = z.object({
  id: z.string(),
  name: z.string(),
  scope: scopeSchema,
  prefix: z.string(),
  created_by: z.string(),
  created_at: z.date(),
  last_used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
});

const columns = (sql: Sql | Tx) => sql`id, name, scope, prefix, created_by, created_at, last_used_at, revoked_at`;

function toKey(raw: unknown): ApiKey {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    prefix: row.prefix,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}

function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
