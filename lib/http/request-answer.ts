import type { Sql } from "../../db/client";
import { getRequest, type RequestDetail } from "../metrics";
import { type RequestLedger, type RequestOutcome, readRequestSavings } from "../routing";

export type RequestWithSavings = Omit<RequestDetail, "outcome"> & { ledger: RequestLedger; outcome: RequestOutcome | null };

/** One call with what made its cost, the savings ledger of its request and what that achieved. Throws `not_found`. */
export async function answerRequest(sql: Sql, id: string): Promise<RequestWithSavings> {
  const request = await getRequest(sql, id);
  return { ...request, ...(await readRequestSavings(sql, request)) };
}
