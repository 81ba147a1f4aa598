import type { Tx } from "../../db/client";
import { attemptsBy } from "./attempts-by";
import { identityOf } from "./identity";
import { presentIn } from "./present";

/** An attempt that a gateway saw, with the id of its response. */
export interface GatewayRow {
  id: string;
  response: string;
  /** Epoch ms, with fractions. */
  atMs: number;
}

const DAY_MS = 86_400_000;
/** A tracer and a gateway saw the same call where they name the same response within a day. */
const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= DAY_MS;

/**
 * Attempts of gateways that have one of these ids as their response's: by `response_id`, and where that is null because the id of the record is the
 * response's, by identity. A tracer's row has it in `response_id` only: its own id names a span.
 */
export async function gatewayRows(tx: Tx, responses: readonly string[]): Promise<GatewayRow[]> {
  if (responses.length === 0) return [];
  const { gateways } = await presentIn(tx);
  if (gateways.length === 0) return [];
  const named = gateways.flatMap((num) => responses.map((recordId) => ({ id: identityOf(num, { fact: "attempt", recordId }), recordId })));
  return tx<GatewayRow[]>`
    select g.id, id_text(g.response_id) as response, extract(epoch from g.occurred_at)::float8 * 1000 as "atMs"
    from ${attemptsBy(tx, "response_id", responses)} g
    where g.source = any(${gateways})
    union all
    select i.id, k.response, extract(epoch from i.occurred_at)::float8 * 1000
    from unnest(${named.map(({ id }) => id)}::uuid[], ${named.map(({ recordId }) => recordId)}::text[]) as k(id, response)
    cross join lateral (select i.id, i.occurred_at from identity i where i.id = k.id offset 0) i
    cross join lateral (select a.response_id from attempt a where a.id = i.id and a.occurred_at = i.occurred_at offset 0) a
    where a.response_id is null`;
}

/** A row of a tracer, as far as a gateway's row of the same call can be told by it; `responseId` is null for rows of others. */
export interface TracedRow {
  id: string;
  responseId: string | null;
  /** Epoch ms, with fractions. */
  startMs: number;
}

/** Ids of the rows whose response a gateway's row within a day of them has too, and of those gateways' rows. */
export async function answeredByGateways(tx: Tx, rows: readonly TracedRow[]): Promise<{ answered: Set<string>; answering: Set<string> }> {
  const answered = new Set<string>();
  const answering = new Set<string>();
  const responses = new Map<string, GatewayRow[]>();
  for (const { responseId } of rows) if (responseId !== null) responses.set(responseId, []);
  for (const row of await gatewayRows(tx, [...responses.keys()])) responses.get(row.response)?.push(row);
  for (const { id, responseId, startMs } of rows)
    for (const gateway of (responseId !== null && responses.get(responseId)) || [])
      if (isNear(gateway.atMs, startMs)) {
        answered.add(id);
        answering.add(gateway.id);
      }
  return { answered, answering };
}
