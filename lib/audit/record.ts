import type { Sql, Tx } from "../../db/client";

export interface AuditEntry {
  /** A person's e-mail, "key <name>", "cli" or "permille". */
  actor: string;
  /** What was done, as thing.verb: "user.disable". */
  action: string;
  /** To what: an e-mail, a source id, a key's name. */
  subject: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes one line of the audit trail; inside a transaction it stands or falls with the change. No secrets in `detail`. */
export async function recordAudit(sql: Sql | Tx, { actor, action, subject, detail = {} }: AuditEntry): Promise<void> {
  await sql`
    insert into audit_entry (actor, action, subject, detail)
    values (${actor}, ${action}, ${subject}, ${sql.json(detail)})
  `;
}
