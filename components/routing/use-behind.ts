"use client";

import { can } from "../../lib/auth/can";
import type { LedgerStep } from "../../lib/savings/step-words";
import { scopeHref, useScope } from "../filters/use-scope";
import type { FilterEntry } from "../filters/where";
import { useShell } from "../layout/shell-context";
import { narrowedTo } from "../why/question";

export interface Behind {
  step?: LedgerStep | "inestimable" | "routed";
  outcome?: "success" | "failure" | "escalated";
  /** Narrows to these values beside the page's filters. */
  entries?: readonly FilterEntry[];
}

/** The address of the requests behind a figure, with the page's range and filters; null for who may not see requests. */
export function useBehind(): (behind: Behind) => string | null {
  const { state } = useScope();
  const { user } = useShell();
  const may = can(user.role, "view_requests");
  return ({ step, outcome, entries = [] }) => {
    if (!may) return null;
    const where = entries.reduce<readonly string[]>(narrowedTo, state.where);
    return scopeHref("/requests", { state, where, extra: { ...(step ? { step } : {}), ...(outcome ? { outcome } : {}) } });
  };
}
