"use client";

import { X } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useDimensionLabel } from "../panels/data-context";
import { valueLabel } from "../panels/value-label";
import { Button } from "../ui/button";
import { LIST_FILTER_WORDS, LIST_FILTERS } from "./list-filters";
import { useListFilters } from "./use-list-filters";
import { useScope } from "./use-scope";
import { groupEntries } from "./where";

/** What the figures are narrowed to, each with a way to take it away; nothing where nothing is filtered. `calls`: with what only lists of calls know. */
export function FilterChips({ calls = false }: { calls?: boolean }) {
  const { state, change, toggle } = useScope();
  const { filters, set } = useListFilters();
  const label = useDimensionLabel();
  const ofCalls = calls ? LIST_FILTERS.flatMap((filter) => (filters[filter] ? [{ filter, value: filters[filter] }] : [])) : [];
  if (state.where.length === 0 && ofCalls.length === 0) return null;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {groupEntries(state.where).map(({ dimension, values }) => (
        <Chip key={dimension} label={label(dimension)}>
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

function Chip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="inline-flex min-h-7 max-w-full flex-wrap items-center gap-1 rounded-md border border-input bg-card pl-2 text-xs">
      <span className="text-muted-foreground">{label}</span>
      {children}
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
