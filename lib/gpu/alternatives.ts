import type { Sql, Tx } from "../../db/client";
import { readRules } from "./basis";
import { holdingOn, indexStated } from "./stated";

/**
 * The model of an API that a self-hosted model is reckoned against on a day, as rules choose it: "provider/model"; null where they say none, undefined
 * where they say nothing.
 */
export async function readChosenAlternatives(sql: Sql | Tx, day: string): Promise<(model: string) => string | null | undefined> {
  const about = indexStated((await readRules(sql)).filter(({ sets }) => sets === "alternative"));
  return (model) => holdingOn(about("model", model), day)[0]?.value;
}
