import type { Tx } from "../../db/client";
import { recordAudit } from "../audit/record";
import { AppError } from "../errors";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { readZone } from "../settings";
import { dayOf } from "../time";
import { checkRouting } from "./check-routing";
import type { RoutingInput } from "./routing-input";

/**
 * Sets something about routing, with its audit line. Returns the setting's id. Stored figures keep what held before until a recomputation, to be noted in
 * the same transaction, ran. Throws `invalid`, saying what to do.
 */
export async function setRouting(tx: Tx, input: RoutingInput, actor: string, now: Date): Promise<number> {
  const book = createPriceBook(await customPrices(tx));
  const { field, value } = checkRouting(input, { book, today: dayOf(now.getTime(), await readZone(tx)) });
  const { subject, from, note } = input;
  const [row] = await tx<{ id: number }[]>`
    insert into routing_setting (field, subject, value, from_day, note, created_by, created_at)
    values (${field}, ${subject}, ${JSON.stringify(value)}::text::jsonb, ${from}, ${note}, ${actor}, ${now}) returning id`;
  if (!row) throw new AppError("internal", "A routing setting was written without an id.");
  await recordAudit(tx, {
    actor,
    action: "routing.set",
    subject: `${field} of ${subject}`,
    detail: { setting: row.id, value: JSON.stringify(value), from, note },
  });
  return row.id;
}
