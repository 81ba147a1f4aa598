import type { Sql, Tx } from "../../db/client";
import { type RequestDetail, readBounded } from "../metrics";
import { routingSettings } from "../savings";
import { readZone } from "../settings";
import type { RequestLedger, RequestOutcome } from "./request-answer";
import { type LedgerAttempt, requestLedger } from "./request-ledger";
import { readRequestOutcome } from "./request-outcome";

type Row = Omit<LedgerAttempt, "at"> & { at: string; record_id: string; response_id: string | null; call_id: string | null };

/** The savings ledger of the request that a call belongs to, and what it achieved. */
export async function readRequestSavings(
  sql: Sql,
  request: Pick<RequestDetail, "id" | "call" | "session" | "trace">,
): Promise<{ ledger: RequestLedger; outcome: RequestOutcome | null }> {
  return readBounded(sql, async (tx) => {
    const ids = request.call.length > 0 ? request.call.map(({ id }) => id) : [request.id];
    const [rows, settings, zone] = await Promise.all([readAttempts(tx, ids), routingSettings(tx), readZone(tx)]);
    const attempts = rows.map((row): LedgerAttempt => ({ ...row, at: Number(row.at) }));
    const outcome = await readRequestOutcome(tx, {
      attempts,
      records: rows.flatMap((row) => [row.record_id, row.response_id, row.call_id].filter((id) => id != null)),
      trace: request.trace,
      session: request.session,
    });
    return { ledger: requestLedger(attempts, settings, zone), outcome };
  });
}

function readAttempts(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  const value = (id: string) => `(select d.value from dimension_value d where d.id = ${id})`;
  const money = (column: string, name: string) => `trim_scale(a.${column})::text as "${name}"`;
  return tx
    .unsafe<Row[]>(
      `select a.id, extract(epoch from a.occurred_at)::float8 * 1000 as at, coalesce(a.attempt_no, 1) as number, a.final, a.ledger, a.estimable, a.ledger_reason as reason,
        ${value("a.feature")} as feature, ${value("a.requested_model")} as "requestedModel", coalesce(${value("a.model")}, ${value("a.model_name")}) as model,
        ${money("cost", "cost")}, ${money("saved_cache", "cache")}, ${money("saved_context", "context")}, ${money("saved_routing", "routing")},
        ${money("saved_prompt_cache", "promptCache")}, ${money("saved_tier", "tier")}, a.outcome, ${money("outcome_cost", "outcomeCost")},
        ${money("outcome_value", "outcomeValue")}, id_text(a.record_id) as record_id, id_text(a.response_id) as response_id, a.extra ->> 'callId' as call_id
      from identity i join attempt a on a.id = i.id and a.occurred_at = i.occurred_at
      where i.id = any($1::text::uuid[])
      order by number, a.occurred_at, a.id`,
      [`{${ids.join(",")}}`],
    )
    .execute();
}
