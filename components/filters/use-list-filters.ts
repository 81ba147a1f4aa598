"use client";

import { useQueryStates } from "nuqs";
import type { ListFilter } from "./list-filters";
import { listParsers } from "./url-parsers";

const { step, outcome, cursor } = listParsers;
const urlParsers = { step, outcome, cursor };
type Url = Parameters<ReturnType<typeof useQueryStates<typeof urlParsers>>[1]>[0];

/** Step and outcome of the address; a change is a step of the browser's history and starts the list at its first page. */
export function useListFilters(): {
  filters: Record<ListFilter, string | null>;
  /** With values of LIST_FILTER_WORDS. */
  set: (part: Partial<Record<ListFilter, string | null>>) => void;
} {
  const [url, setUrl] = useQueryStates(urlParsers, { history: "push", scroll: false });
  return { filters: { step: url.step, outcome: url.outcome }, set: (part) => void setUrl({ ...part, cursor: null } as Url) };
}
