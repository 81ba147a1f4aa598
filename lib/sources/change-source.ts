import type { Sql } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { findSource } from "./find-source";
import type { Source } from "./source";
import type { SourceChange } from "./source-change";

export interface Changer {
  name: string;
  /** Only an admin may let e-mail addresses be kept. */
  mayKeepEmails: boolean;
}

/** Changes a source's name or settings, with an audit line. Throws `not_found`, and `forbidden` where somebody else than an admin lets e-mails be kept. */
export async function changeSource(sql: Sql, id: string, { label, settings }: SourceChange, by: Changer): Promise<Source> {
  return sql.begin(async (tx) => {
    const [locked] = await tx`select 1 from source where id = ${id} for update`;
    const before = locked ? await findSource(tx, id) : null;
    if (!before) throw new AppError("not_found", `There is no source "${id}".`);
    if (settings?.keepEmails && !before.settings.keepEmails && !by.mayKeepEmails) {
      throw new AppError("forbidden", "Only an admin may let e-mail addresses be kept.");
    }
    const after = { ...before, label: label ?? before.label, settings: settings ?? before.settings };
    await tx`update source set label = ${after.label}, settings = ${tx.json(after.settings)} where id = ${id}`;
    await recordAudit(tx, {
      actor: by.name,
      action: "source.change",
      subject: id,
      detail: { label: after.label, settings: JSON.stringify(after.settings) },
    });
    return after;
  });
}
