"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useFrame } from "../panels/data-context";
import { type Scope, type ScopeState, scopeOf } from "./scope";
import { listParsers, scopeParsers } from "./url-parsers";
import { type FilterEntry, toggleEntry } from "./where";

const urlParsers = { ...scopeParsers, cursor: listParsers.cursor };

export interface ScopeControl {
  state: ScopeState;
  scope: Scope;
  change: (part: Partial<{ [K in keyof ScopeState]: ScopeState[K] | null }>) => void;
  toggle: (entry: FilterEntry) => void;
}

/**
 * Range, comparison and filters of the address, and how to change them. Each change is a step of the browser's history, and starts a list at its first
 * page: a cursor holds the range that its list began with.
 */
export function useScope(): ScopeControl {
  const { zone, now, dimensions } = useFrame();
  const [url, setUrl] = useQueryStates(urlParsers, { history: "push", scroll: false });
  const { range, from, to, vs, where } = url;
  const whereText = where.join("\n");
  return useMemo(() => {
    const state: ScopeState = { range, from, to, vs, where: whereText === "" ? [] : whereText.split("\n") };
    return {
      state,
      scope: scopeOf(state, zone, now, dimensions),
      change: ({ where: next, ...part }) =>
        void setUrl({ ...part, ...(next === undefined ? {} : { where: next == null ? null : [...next] }), cursor: null }),
      toggle: (entry) => {
        const next = toggleEntry(state.where, entry);
        void setUrl({ where: next.length > 0 ? next : null, cursor: null });
      },
    };
  }, [range, from, to, vs, whereText, zone, now, dimensions, setUrl]);
}

/** The address of another page with the same range, comparison and filters, and more of its own. */
export function scopeHref(
  path: string,
  { state, extra = {}, where = state.where }: { state: ScopeState; extra?: Record<string, string>; where?: readonly string[] },
): string {
  const params = new URLSearchParams();
  if (state.from != null && state.to != null) {
    params.set("from", state.from);
    params.set("to", state.to);
  } else params.set("range", state.range);
  if (state.vs === "none") params.set("vs", "none");
  for (const entry of where) params.append("where", entry);
  for (const [key, value] of Object.entries(extra)) params.set(key, value);
  return `${path}?${params.toString()}`;
}
