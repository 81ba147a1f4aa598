import type { QueryClient } from "@tanstack/react-query";
import type { InputOf, OutputOf } from "../../lib/http/operations";
import type { Scope } from "../filters/scope";
import type { CALL_LISTS, loadList } from "../filters/url-parsers";

export type CallList = (typeof CALL_LISTS)[number];
/** What the address says about the list: which calls, and where its page starts. */
export type ListState = Awaited<ReturnType<typeof loadList>>;
export type ListQuestion = Pick<InputOf<"listRequests">, "from" | "to" | "where" | "only" | "step" | "outcome" | "cursor">;

/** The page of calls that the address asks for. */
export const listQuestion = ({ from, to, where }: Scope, { only, step, outcome, cursor }: ListState): ListQuestion => ({
  from,
  to,
  where,
  ...(only === "all" ? {} : { only }),
  ...(step ? { step } : {}),
  ...(outcome ? { outcome } : {}),
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
