import type { z } from "zod";
import type { listRequestsOperation } from "../../lib/http/operations/requests";
import type { Scope } from "../filters/scope";
import type { CALL_LISTS } from "../filters/url-parsers";

export type CallList = (typeof CALL_LISTS)[number];
export type ListQuestion = z.input<typeof listRequestsOperation.input>;

/** The page of calls that the address asks for. */
export const listQuestion = ({ from, to, where }: Scope, only: CallList, cursor: string | null): ListQuestion => ({
  from,
  to,
  where,
  ...(only === "all" ? {} : { only }),
  ...(cursor ? { cursor } : {}),
});

export const listKey = (question: ListQuestion): readonly unknown[] => ["requests", question];
