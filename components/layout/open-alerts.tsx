"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "../../lib/http/client";
import { badgeText } from "./badge-text";
import { useShell } from "./shell-context";

const REFRESH_MS = 60_000;

/** How many alerts are open and nobody's yet; nothing where there are none. */
export function OpenAlerts() {
  const { openAlerts } = useShell();
  const { data: open } = useQuery({
    queryKey: ["open alerts"],
    queryFn: async ({ signal }) => (await call("listEvents", { state: "open", limit: 1 }, { signal })).open,
    initialData: openAlerts,
    staleTime: REFRESH_MS,
    refetchInterval: REFRESH_MS,
  });
  if (open === 0) return null;
  return (
    <span className="ml-auto rounded-sm bg-warning-soft px-1.5 font-medium text-2xs text-warning">
      {badgeText(open)}
      <span className="sr-only"> open</span>
    </span>
  );
}
