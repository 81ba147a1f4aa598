import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { type KINDS, nameOf, type STATUSES } from "../facts";
import { formatEnd, parseRange, touchedDays } from "../time";
import { bucketHas } from "./calls";
import { readInstance } from "./coverage";
import { storeFilters } from "./filters";
import { Params } from "./params";
import { type Filter, parseQuery } from "./query";
import { readBounded } from "./read";
import { filterSql, type Scope } from "./scope";

/** Narrows a list of calls to what is behind one figure. Closed list: the SQL stands here, in the words of the index attempt_values. */
const ONLY = {
  requests: "a.final and a.status <> 2 and a.kind not in (9, 10)",
  unpriced: "a.final and a.priced = 0 and a.status <> 2 and a.kind not in (9, 10)",
  failed: "a.status = 1",
  retried: "a.final::integer = 0",
  blocked: "a.status = 2",
  cached: "a.gateway_cache > 0",
  overhead: "a.kind in (9, 10)",
} as const;
export const REQUEST_LISTS = Object.keys(ONLY) as (keyof typeof ONLY)[];
export type RequestList = keyof typeof ONLY;

export interface RequestQuery {
  /** As in a query: "feature=chat", or filters. */
  where?: string | readonly string[] | readonly Filter[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  only?: RequestList | undefined;
  /** Rows, 1 to 200; default 50. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** One call in a list. Money and tokens are decimal text; null is unknown. */
export interface RequestRow {
  id: string;
  /** ISO instant. */
  time: string;
  source: string;
  feature: string | null;
  team: string | null;
  user: string | null;
  provider: string | null;
  /** Canonical where the price book knows it, else as written. */
  model: string | null;
  requestedModel: string | null;
  status: (typeof STATUSES)[number] | null;
  kind: (typeof KINDS)[number] | null;
  tier: string | null;
  inputTokens: string | null;
  outputTokens: string | null;
  cost: string | null;
  /** Why there is no price. */
  unpriced: string | null;
  durationMs: string | null;
  /** Calls to models behind this row. */
  attempts: number;
  attemptNumber: number;
  /** The attempt that ended its request. */
  final: boolean;
  gatewayCache: boolean;
}

export interface RequestPage {
  data: RequestRow[];
  meta: {
    range: { from: string; to: string };
    zone: string;
    next: string | null;
    /** Provider counts of the same scope, by touched days: they are in the figures and not in the list. Null without any, or with `only`. */
    providerCounts: { requests: string | null; cost: string | null } | null;
  };
}

interface ListedRow extends Omit<RequestRow, "time" | "status" | "kind" | "tier"> {
  at: string;
  status: number;
  kind: number;
  tier: number;
}

/** Columns of a call in a list, for a relation `a` of attempts. `at` is epoch microseconds. */
export const LISTED = `a.id, (extract(epoch from a.occurred_at) * 1000000)::bigint::text as at, s.id as source, f.value as feature, t.value as team, u.value as "user",
  p.value as provider, coalesce(m.value, n.value) as model, q.value as "requestedModel", a.status, a.kind, a.tier,
  case when a.input_uncached is not null or a.output is not null
    then (coalesce(a.input_uncached, 0)::bigint + coalesce(a.cache_read, 0) + coalesce(a.cache_write_5m, 0) + coalesce(a.cache_write_1h, 0))::text end as "inputTokens",
  a.output::text as "outputTokens", trim_scale(a.cost)::text as cost, w.value as unpriced, trim_scale(round(a.duration_ms::numeric, 1))::text as "durationMs",
  a.attempts, a.attempt_no as "attemptNumber", a.final, a.gateway_cache > 0 as "gatewayCache"`;
export const LISTED_JOINS = `left join source s on s.num = a.source
  left join dimension_value f on f.id = a.feature
  left join dimension_value t on t.id = a.team
  left join dimension_value u on u.id = a.user_id
  left join dimension_value p on p.id = a.provider
  left join dimension_value m on m.id = a.model
  left join dimension_value n on n.id = a.model_name
  left join dimension_value q on q.id = a.requested_model
  left join dimension_value w on w.id = a.unpriced`;

/** From a row of LISTED. */
export function toRequestRow(row: ListedRow): RequestRow {
  return {
    id: row.id,
    time: new Date(Math.floor(Number(row.at) / 1000)).toISOString(),
    source: row.source,
    feature: row.feature,
    team: row.team,
    user: row.user,
    provider: row.provider,
    model: row.model,
    requestedModel: row.requestedModel,
    status: nameOf.status(row.status) ?? null,
    kind: nameOf.kind(row.kind) ?? null,
    tier: nameOf.tier(row.tier) ?? null,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    cost: row.cost,
    unpriced: row.unpriced,
    durationMs: row.durationMs,
    attempts: row.attempts,
    attemptNumber: row.attemptNumber,
    final: row.final,
    gatewayCache: row.gatewayCache,
  };
}

const position = z.tuple([z.string().regex(/^\d+$/), z.guid(), z.number(), z.number()]);

/**
 * Calls behind a figure, newest first, a page at a time; each page starts exactly where the last one ended, also while new calls arrive.
 * Throws `invalid` like a query, and `limit` where a page takes more than 5 seconds to find.
 */
export async function listRequests(sql: Sql, input: RequestQuery, { now }: { now: number }): Promise<RequestPage> {
  const { where } = parseQuery({ metric: ["requests"], where: input.where });
  if (input.only != null && !(input.only in ONLY))
    throw new AppError("invalid", `There is no list "${input.only}". Lists: ${REQUEST_LISTS.join(", ")}.`);
  const limit = Math.min(200, Math.max(1, Math.trunc(input.limit ?? 50)));
  const after = input.cursor == null ? null : readPosition(input.cursor);
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const range = after ? { from: after[2], to: after[3] } : parseRange(input, zone, now);
    const scope: Scope = { range, zone, filters: await storeFilters(tx, where, sources) };
    const params = new Params();
    const conditions = [
      "a.counted",
      `a.occurred_at >= ${params.instant(range.from)} and a.occurred_at < ${params.instant(range.to)}`,
      filterSql(scope.filters, "a", params),
      ...(input.only ? [ONLY[input.only]] : []),
      ...(after ? [before(after, params)] : []),
    ];
    const [rows, counts] = await Promise.all([
      tx
        .unsafe<ListedRow[]>(
          `with page as (select a.* from attempt a where ${conditions.join(" and ")} order by a.occurred_at desc, a.id desc limit ${limit + 1})
      select ${LISTED} from page a ${LISTED_JOINS} order by a.occurred_at desc, a.id desc`,
          params.values,
        )
        .execute(),
      input.only && input.only !== "requests" ? null : providerCounts(tx, scope),
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? writePosition([last.at, last.id, range.from, range.to]) : null;
    return {
      data: shown.map(toRequestRow),
      meta: {
        range: { from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) },
        zone,
        next,
        providerCounts: counts,
      },
    };
  });
}

/** Rows after a position. Its time stands alone too: an index knows times, and no pair of time and id. */
function before([at, id]: Position, params: Params): string {
  // Microseconds travel as a whole number: a millisecond would lose rows between pages.
  const instant = `timestamptz 'epoch' + (${params.text(at)})::bigint * interval '1 microsecond'`;
  return `a.occurred_at <= ${instant} and (a.occurred_at, a.id) < (${instant}, (${params.text(id)})::uuid)`;
}

async function providerCounts(tx: Tx, scope: Scope): Promise<RequestPage["meta"]["providerCounts"]> {
  const params = new Params();
  const { from, to } = touchedDays(scope.range, scope.zone);
  const [row] = await tx.unsafe<{ rows: string; requests: string | null; cost: string | null }[]>(
    `select count(*) as rows, sum(b.requests)::text as requests, trim_scale(sum(b.cost))::text as cost
    from usage_bucket b
    where b.counted and b.utc_day >= ${params.day(from)} and b.utc_day < ${params.day(to)} and ${filterSql(scope.filters, "b", params, bucketHas)}`,
    params.values,
  );
  return row && row.rows !== "0" ? { requests: row.requests, cost: row.cost } : null;
}

type Position = z.infer<typeof position>;
const writePosition = (at: Position): string => Buffer.from(JSON.stringify(at)).toString("base64url");

function readPosition(cursor: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid", "That cursor can't be read; start again without it.", { cause });
  }
}
