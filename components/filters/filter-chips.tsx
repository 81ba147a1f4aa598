"use client";

import { X } from "lucide-react";
import { Fragment } from "react";
import { useDimensionLabel } from "../panels/data-context";
import { valueLabel } from "../panels/value-label";
import { Button } from "../ui/button";
import { useScope } from "./use-scope";
import { groupEntries } from "./where";

/** What the figures are narrowed to, each with a way to take it away; nothing where nothing is filtered. */
export function FilterChips() {
  const { state, change, toggle } = useScope();
  const label = useDimensionLabel();
  if (state.where.length === 0) return null;
  return (
    <section aria-label="Filters" className="flex flex-wrap items-center gap-2">
      {groupEntries(state.where).map(({ dimension, values }) => (
        <span
          key={dimension}
          className="inline-flex min-h-7 max-w-full flex-wrap items-center gap-1 rounded-md border border-input bg-card pl-2 text-xs"
        >
          <span className="text-muted-foreground">{label(dimension)}</span>
          {values.map((value, index) => (
            <Fragment key={value ?? ""}>
              {index > 0 ? <span className="text-muted-foreground">or</span> : null}
              <span className="inline-flex max-w-64 items-center font-medium">
                <span className="truncate">{valueLabel(dimension, value)}</span>
                <button
                  type="button"
                  className="grid size-7 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground print:hidden"
                  aria-label={`Remove the filter ${label(dimension)}: ${valueLabel(dimension, value)}`}
                  onClick={() => toggle({ dimension, value })}
                >
                  <X className="size-3" aria-hidden />
                </button>
              </span>
            </Fragment>
          ))}
        </span>
      ))}
      <Button variant="ghost" size="sm" className="print:hidden" onClick={() => change({ where: null })}>
        Clear all
      </Button>
    </section>
  );
}
