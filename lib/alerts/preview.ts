import { z } from "zod";
import type { Sql } from "../../db/client";
import { budgetSnapshotSchema } from "../budgets/snapshot";
import { mailFor } from "../email/mail-for";
import { AppError } from "../errors";

const rowSchema = z.object({ recipient: z.string(), because: z.string(), snapshot: budgetSnapshotSchema });

/** What a mail in the outbox says: the plain-text twin of what is sent. `url` is where people open Permille. Throws `not_found`. */
export async function previewDelivery(
  sql: Sql,
  { id, url }: { id: string; url: string },
): Promise<{ subject: string; recipient: string; text: string }> {
  const [raw] = await sql`
    select d.recipient, d.because, e.snapshot
    from delivery d
    join alert_event e on e.id = d.event_id
    where d.id = ${id}`;
  if (!raw) throw new AppError("not_found", "There is no such mail.");
  const { recipient, because, snapshot } = rowSchema.parse(raw);
  const { subject, text } = await mailFor({
    kind: "alert",
    event: id,
    title: "",
    severity: "warning",
    snapshot: snapshot,
    because: because,
    url,
    links: { open: `${url}/alerts`, act: null },
  });
  return { subject, recipient, text };
}
