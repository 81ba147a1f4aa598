import type { z } from "zod";
import type { Sql } from "../../db/client";
import { type Actor, actorCan } from "../auth/actor";
import { AppError } from "../errors";
import { listRequests, type RequestPage, type RequestRow, toCsv } from "../metrics";
import type { listRequestsOperation } from "./operations/requests";

const MOST_CSV_ROWS = 10_000;
const PAGE = 200;

const COLUMNS = [
  "id",
  "time",
  "source",
  "feature",
  "team",
  "user",
  "provider",
  "model",
  "requestedModel",
  "status",
  "kind",
  "tier",
  "inputTokens",
  "outputTokens",
  "cost",
  "unpriced",
  "durationMs",
  "attemptNumber",
  "final",
  "gatewayCache",
  "outcome",
] as const satisfies readonly (keyof RequestRow)[];

/** One page of calls; as CSV (a download, for who may export) all pages from here on, up to 10,000 calls. Throws `forbidden`, else as listRequests. */
export async function answerRequests({
  sql,
  input,
  actor,
  now,
}: {
  sql: Sql;
  input: z.output<typeof listRequestsOperation.input>;
  actor: Actor;
  now: Date;
}): Promise<RequestPage | Response> {
  const { format, ...question } = input;
  if (format === "json") return listRequests(sql, question, { now: now.getTime() });
  if (!actorCan(actor, "export")) throw new AppError("forbidden", "Your role may not export. An admin can give you another.");
  const rows: RequestRow[] = [];
  let cursor = question.cursor;
  let page: RequestPage;
  do {
    page = await listRequests(sql, { ...question, cursor, limit: PAGE }, { now: now.getTime() });
    rows.push(...page.data);
    cursor = page.meta.next ?? undefined;
  } while (cursor && rows.length < MOST_CSV_ROWS);
  const data = rows.map((row) => Object.fromEntries(COLUMNS.map((column) => [column, row[column] == null ? null : String(row[column])])));
  return new Response(toCsv({ data, meta: { by: [...COLUMNS], metrics: [] } }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${`requests_${page.meta.range.from}_${page.meta.range.to}`.replace(/[^\w.-]/g, "-")}.csv"`,
      "cache-control": "no-store",
      ...(cursor ? { "x-next-cursor": cursor } : {}),
    },
  });
}
