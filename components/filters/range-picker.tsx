"use client";

import { CalendarDays, ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { dayOf, formatEnd, isDay, PRESETS } from "../../lib/time";
import { useFrame } from "../panels/data-context";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { dayAfter, dayBefore, PRESET_IDS } from "./scope";
import { useScope } from "./use-scope";

/** Ranges by name, and two dates for any other; both dates are included, as people count. */
export function RangePicker() {
  const { state, scope, change } = useScope();
  const { zone } = useFrame();
  const [open, setOpen] = useState(false);
  const custom = state.from != null && state.to != null && scope.label !== PRESETS[state.range];
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={`Range: ${scope.label}, in ${zone}`}>
          <CalendarDays aria-hidden className="text-muted-foreground max-sm:hidden" />
          {scope.label}
          <ChevronDown aria-hidden className="text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-72 p-0" align="end" aria-label="Range">
        <ul className="grid grid-cols-2 gap-px p-1">
          {PRESET_IDS.map((id) => (
            <li key={id}>
              <button
                type="button"
                aria-pressed={!custom && state.range === id}
                className={cn(
                  "h-8 w-full rounded-sm px-2 text-left hover:bg-accent",
                  !custom && state.range === id && "bg-primary-soft font-medium text-primary",
                )}
                onClick={() => {
                  change({ range: id, from: null, to: null });
                  setOpen(false);
                }}
              >
                {PRESETS[id]}
              </button>
            </li>
          ))}
        </ul>
        <CustomRange
          key={`${scope.from} ${scope.to}`}
          onApply={(span) => {
            change(span);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

function CustomRange({ onApply }: { onApply: (span: { from: string; to: string }) => void }) {
  const { scope } = useScope();
  const { zone, now } = useFrame();
  const id = useId();
  const today = dayOf(now, zone);
  const [first, setFirst] = useState(scope.from.slice(0, 10));
  const [last, setLast] = useState(isDay(scope.to) ? dayBefore(scope.to) : formatEnd(Date.parse(scope.to), zone).slice(0, 10));
  const problem = !isDay(first) || !isDay(last) ? "Give both dates." : first > last ? "The first day is after the last." : null;
  return (
    <form
      className="grid grid-cols-2 gap-2 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) onApply({ from: first, to: dayAfter(last) });
      }}
    >
      <label className="grid gap-1 text-muted-foreground text-xs" htmlFor={`${id}-first`}>
        First day
        <Input
          id={`${id}-first`}
          type="date"
          className="text-foreground"
          value={first}
          max={today}
          onChange={(event) => setFirst(event.target.value)}
        />
      </label>
      <label className="grid gap-1 text-muted-foreground text-xs" htmlFor={`${id}-last`}>
        Last day
        <Input
          id={`${id}-last`}
          type="date"
          className="text-foreground"
          value={last}
          max={today}
          onChange={(event) => setLast(event.target.value)}
        />
      </label>
      <p className="self-center text-muted-foreground text-xs">{problem ?? `Days in ${zone}`}</p>
      <Button type="submit" variant="primary" size="sm" disabled={problem != null}>
        Show
      </Button>
    </form>
  );
}
