import type { z } from "zod";
import type { Sql } from "../../db/client";
import { type Actor, actorCan } from "../auth/actor";
import { AppError } from "../errors";
import { type Explanation, explainChange, explanationCsv } from "../why";
import type { explainOperation } from "./operations/why";

type Question = Omit<z.output<typeof explainOperation.input>, "format">;

/** The explanation that an address asks for. `now` is epoch ms. */
export function answerWhyQuestion(
  sql: Sql,
  { from, to, where, beforeFrom, beforeTo, detail }: Question,
  now: number,
): Promise<Explanation> {
  const asked = { after: { from, to }, before: { from: beforeFrom, to: beforeTo }, where };
  return explainChange(sql, asked, { now, contributors: detail === "full" });
}

/** Why cost changed; as CSV (a download, for who may export) a row for each feature. Throws `forbidden`, else as explainChange. */
export async function answerWhy({
  sql,
  input,
  actor,
  now,
}: {
  sql: Sql;
  input: z.output<typeof explainOperation.input>;
  actor: Actor;
  now: Date;
}): Promise<Explanation | Response> {
  const { format, ...question } = input;
  if (format === "csv" && !actorCan(actor, "export")) {
    throw new AppError("forbidden", "Your role may not export. An admin can give you another.");
  }
  const explanation = await answerWhyQuestion(sql, { ...question, detail: format === "csv" ? "sentence" : question.detail }, now.getTime());
  if (format === "json") return explanation;
  const name = `why_${explanation.before.from}_${explanation.after.from}_${explanation.after.to}.csv`.replace(/[^\w.-]/g, "-");
  return new Response(explanationCsv(explanation), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
