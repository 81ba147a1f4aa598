import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { formatEnd, parseRange, touchedDays } from "../time";
import { bucketHas } from "./calls";
import { readInstance } from "./coverage";
import { storeFilters } from "./filters";
import { findCalls, type List, type Position, position } from "./find-calls";
import { OUTCOME_FILTERS, OUTCOME_SQL, type OutcomeFilter, STEP_FILTERS, STEP_SQL, type StepFilter } from "./list-filters";
import { type RequestRow, toRequestRow } from "./listed-row";
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
  /** Calls behind one step of the savings ledger. */
  step?: StepFilter | undefined;
  /** Calls that carry such an outcome. */
  outcome?: OutcomeFilter | undefined;
  /** Rows, 1 to 200; default 50. */
  limit?: number | undefined;
  cursor?: string | undefined;
}

export interface RequestPage {
  data: RequestRow[];
  meta: {
    range: { from: string; to: string };
    zone: string;
    next: string | null;
    /** Provider counts of the same scope, by touched days: they are in the figures and not in the list. Null without any, or in a narrower list. */
    providerCounts: { requests: string | null; cost: string | null } | null;
  };
}

/**
 * Calls behind a figure, newest first, a page at a time; each page starts exactly where the last one ended, also while new calls arrive.
 * Throws `invalid` like a query, and `limit` where a page takes more than 5 seconds to find.
 */
export async function listRequests(sql: Sql, input: RequestQuery, { now }: { now: number }): Promise<RequestPage> {
  const { where } = parseQuery({ metric: ["requests"], where: input.where });
  const only = conditionOf(input);
  const limit = Math.min(200, Math.max(1, Math.trunc(input.limit ?? 50)));
  const after = input.cursor == null ? null : readPosition(input.cursor);
  return readBounded(sql, async (tx) => {
    const { zone, sources } = await readInstance(tx);
    const range = after ? { from: after[2], to: after[3] } : parseRange(input, zone, now);
    const scope: Scope = { range, zone, filters: await storeFilters(tx, where, sources) };
    const list: List = { scope, only, after };
    // Failed calls have an index of their own, by time. A planner may take the summary of all values for the cheaper one, and reads the month by it.
    if (input.only === "failed") await tx`set local enable_bitmapscan = off`;
    const [rows, counts] = await Promise.all([
      findCalls(tx, list, limit + 1),
      only != null && only !== ONLY.requests ? null : providerCounts(tx, scope),
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

/** What narrows a list beside its filters, as one condition; null: nothing. Throws `invalid`. */
function conditionOf({ only, step, outcome }: RequestQuery): string | null {
  const conditions: string[] = [];
  const choose = (what: string, chosen: string | undefined, all: readonly string[], sql: Readonly<Record<string, string>>) => {
    if (chosen == null) return;
    if (!all.includes(chosen)) throw new AppError("invalid", `There is no ${what} "${chosen}". ${what}s: ${all.join(", ")}.`);
    conditions.push(sql[chosen] ?? "false");
  };
  choose("list", only, REQUEST_LISTS, ONLY);
  choose("step", step, STEP_FILTERS, STEP_SQL);
  choose("outcome", outcome, OUTCOME_FILTERS, OUTCOME_SQL);
  return conditions.length > 0 ? conditions.join(" and ") : null;
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

const writePosition = (at: Position): string => Buffer.from(JSON.stringify(at)).toString("base64url");

function readPosition(cursor: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid", "That cursor can't be read; start again without it.", { cause });
  }
}
