"use client";

import { useQueryStates } from "nuqs";
import type { StandingBudget } from "../../lib/budgets/budget";
import { Input } from "../ui/input";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { budgetsParsers, STATES } from "./url";
import { STATE_WORDS } from "./words";

const ANY = "any";

/** Search by name or scope, and one state; bound to the address. */
export function ListFilters({ budgets, shown }: { budgets: readonly StandingBudget[]; shown: number }) {
  const [{ q, state }, setUrl] = useQueryStates(budgetsParsers, { scroll: false });
  const count = (one: string) => budgets.filter(({ current }) => current.state === one).length;
  return (
    <search aria-label="Budgets" className="flex flex-wrap items-center gap-2 px-4 pb-3 print:hidden">
      <Input
        type="search"
        aria-label="Search by name or scope"
        placeholder="Name or scope"
        className="w-56"
        value={q}
        onChange={(event) => void setUrl({ q: event.target.value || null })}
      />
      <Select value={state ?? ANY} onValueChange={(next) => void setUrl({ state: STATES.find((one) => one === next) ?? null })}>
        <SelectTrigger aria-label="State">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          <SelectItem value={ANY}>Any state</SelectItem>
          {STATES.filter((one) => count(one) > 0 || one === state).map((one) => (
            <SelectItem key={one} value={one}>
              {STATE_WORDS[one].label} ({count(one)})
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      <span aria-live="polite" className="text-muted-foreground text-xs">
        {shown === budgets.length ? "" : `${shown} of ${budgets.length}`}
      </span>
    </search>
  );
}
