import type { QueryClient } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "../../lib/http/operations";
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

export const listKey = (question: ListQuestion): readonly ["requests", ListQuestion] => ["requests", question];

/** The page that ended at `cursor`, where it was read on the way here: cursors lead forward only. Null after an address that came from elsewhere. */
export function pageBefore(queries: QueryClient, cursor: string): { cursor: string | null } | null {
  const read = queries.getQueryCache().findAll({ queryKey: ["requests"] });
  for (const { queryKey, state } of read) {
    const page = state.data as OutputOf<"listRequests"> | undefined;
    const [, question] = queryKey as ReturnType<typeof listKey>;
    if (page?.meta.next === cursor) return { cursor: question.cursor ?? null };
  }
  return null;
}
