"use client";

import { X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useDimensionLabel } from "../panels/data-context";
import { valueLabel } from "../panels/value-label";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { LIST_FILTER_WORDS, LIST_FILTERS } from "./list-filters";
import { useListFilters } from "./use-list-filters";
import { useScope } from "./use-scope";
import { dimensionOf, groupEntries } from "./where";

/** What the figures are narrowed to, each with a way to take it away; nothing where nothing is filtered. `calls`: with what only lists of calls know. */
export function FilterChips({ calls = false }: { calls?: boolean }) {
  const { state, scope, change, toggle } = useScope();
  const { filters, set } = useListFilters();
  const label = useDimensionLabel();
  const ofCalls = calls ? LIST_FILTERS.flatMap((filter) => (filters[filter] ? [{ filter, value: filters[filter] }] : [])) : [];
  if (state.where.length === 0 && ofCalls.length === 0) return null;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {groupEntries(state.where).map(({ dimension, values }) => (
        <Chip key={dimension} label={label(dimension)} idle={scope.ignored.some((entry) => dimensionOf(entry) === dimension)}>
          {values.map((value, index) => (
            <Fragment key={value ?? ""}>
              {index > 0 ? <span className="text-muted-foreground">or</span> : null}
              <Value of={label(dimension)} text={valueLabel(dimension, value)} onRemove={() => toggle({ dimension, value })} />
            </Fragment>
          ))}
        </Chip>
      ))}
      {ofCalls.map(({ filter, value }) => {
        const words = LIST_FILTER_WORDS[filter];
        return (
          <Chip key={filter} label={words.label}>
            <Value of={words.label} text={words.values[value] ?? value} onRemove={() => set({ [filter]: null })} />
          </Chip>
        );
      })}
      <Button
        variant="ghost"
        size="sm"
        className="print:hidden"
        onClick={() => {
          change({ where: null });
          if (ofCalls.length > 0) set({ step: null, outcome: null });
        }}
      >
        Clear all
      </Button>
    </section>
  );
}

/** `idle`: a filter of other pages, which this one can't be narrowed by. */
function Chip({ label, idle = false, children }: { label: string; idle?: boolean; children: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex min-h-7 max-w-full flex-wrap items-center gap-1 rounded-md border border-input bg-card pl-2 text-xs",
        idle && "border-dashed text-muted-foreground",
      )}
    >
      <span className="text-muted-foreground">{label}</span>
      {children}
      {idle ? <span className="pr-2">narrows nothing here</span> : null}
    </span>
  );
}

function Value({ of, text, onRemove }: { of: string; text: string; onRemove: () => void }) {
  return (
    <span className="inline-flex max-w-72 items-center font-medium">
      <span className="truncate" title={text}>
        {text}
      </span>
      <button
        type="button"
        className="grid size-7 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground print:hidden"
        aria-label={`Remove the filter ${of}: ${text}`}
        onClick={onRemove}
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
