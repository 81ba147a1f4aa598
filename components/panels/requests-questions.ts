import type { InputOf } from "../../lib/http/operations";
import type { Scope } from "../filters/scope";
import type { CALL_LISTS } from "../filters/url-parsers";

export type CallList = (typeof CALL_LISTS)[number];
export type ListQuestion = InputOf<"listRequests">;

/** The page of calls that the address asks for. */
export const listQuestion = ({ from, to, where }: Scope, only: CallList, cursor: string | null): ListQuestion => ({
  from,
  to,
  where,
  ...(only === "all" ? {} : { only }),
  ...(cursor ? { cursor } : {}),
});

export const listKey = (question: ListQuestion): readonly unknown[] => ["requests", question];
