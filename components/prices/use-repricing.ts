"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../../lib/http/client";
import type { RepricingRow } from "../../lib/http/operations/prices";

/** How far a re-pricing is, read each second while it runs; once done, everything on the page is read anew. Undefined before the first answer. */
export function useRepricing(id: number | null): RepricingRow | undefined {
  const queries = useQueryClient();
  const repricing = useQuery({
    queryKey: ["repricing", id],
    queryFn: ({ signal }) => call("getRepricing", { id: id ?? 0 }, { signal }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.repricing.state === "running" ? 1_000 : false),
  }).data?.repricing;
  const done = repricing?.state === "done";
  useEffect(() => {
    if (done) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "repricing" });
  }, [done, queries]);
  return repricing;
}
