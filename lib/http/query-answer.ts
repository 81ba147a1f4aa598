import type { Sql } from "../../db/client";
import { type Actor, actorCan } from "../auth/actor";
import { AppError } from "../errors";
import type { QueryResult } from "../metrics";
import { runQuery, toCsv } from "../metrics";
import type { Question } from "./operations/query";

/** Runs a question; as CSV (a download) for who may export. Throws `forbidden`, else as runQuery. */
export async function answerQuestion({
  sql,
  input,
  actor,
  now,
}: {
  sql: Sql;
  input: Question & { format: "json" | "csv" };
  actor: Actor;
  now: Date;
}): Promise<QueryResult | Response> {
  const { format, ...question } = input;
  if (format === "json") return runQuery(sql, question, { now: now.getTime() });
  if (!actorCan(actor, "export")) throw new AppError("forbidden", "Your role may not export. An admin can give you another.");
  const result = await runQuery(sql, question, { now: now.getTime() });
  return new Response(toCsv(result), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName(result)}"`,
      "cache-control": "no-store",
      ...(result.meta.next ? { "x-next-cursor": result.meta.next } : {}),
    },
  });
}

/** "cost-by-model-day_2026-10-01_2026-11-01.csv" */
function fileName({ meta: { metrics, by, range } }: QueryResult): string {
  const what = [metrics[0]?.id ?? "metrics", ...(by.length > 0 ? ["by", ...by] : [])].join("-");
  return `${what}_${range.from}_${range.to}.csv`.replace(/[^\w.-]/g, "-");
}
