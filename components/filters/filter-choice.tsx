"use client";

import { Command } from "cmdk";
import { ArrowLeft, Check } from "lucide-react";
import { useState } from "react";
import { formatCount } from "../../lib/money";
import { useFrame } from "../panels/data-context";
import { useMetric } from "../panels/use-metric";
import { valueLabel } from "../panels/value-label";
import { Button } from "../ui/button";
import { LIST_FILTER_WORDS, LIST_FILTERS, type ListFilter } from "./list-filters";
import { useListFilters } from "./use-list-filters";
import { useScope } from "./use-scope";
import { writeEntry } from "./where";

const item = "flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-accent";

/** First a dimension, then its values within the range, the busiest first. Typing searches; several values of one dimension mean "or". */
export function FilterChoice({ calls = false }: { calls?: boolean }) {
  const [picked, setPicked] = useState<string | null>(null);
  const back = () => setPicked(null);
  if (picked === null) return <Dimensions calls={calls} onPick={setPicked} />;
  const filter = LIST_FILTERS.find((one) => one === picked);
  return filter ? <ListValues filter={filter} onBack={back} /> : <Values dimension={picked} onBack={back} />;
}

/** `calls`: with what only lists of calls can be filtered by. */
function Dimensions({ calls, onPick }: { calls: boolean; onPick: (dimension: string) => void }) {
  const { dimensions } = useFrame();
  return (
    <Command label="Filter by" loop>
      <Command.Input
        autoFocus
        placeholder="Filter by …"
        className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted-foreground"
      />
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-muted-foreground text-sm">No such dimension</Command.Empty>
        {dimensions.map(({ id, label }) => (
          <Command.Item key={id} value={id} keywords={[label]} className={item} onSelect={() => onPick(id)}>
            {label}
          </Command.Item>
        ))}
        {calls
          ? LIST_FILTERS.map((filter) => (
              <Command.Item
                key={filter}
                value={filter}
                keywords={[LIST_FILTER_WORDS[filter].label]}
                className={item}
                onSelect={() => onPick(filter)}
              >
                {LIST_FILTER_WORDS[filter].label}
              </Command.Item>
            ))
          : null}
      </Command.List>
    </Command>
  );
}

function Values({ dimension, onBack }: { dimension: string; onBack: () => void }) {
  const { dimensions, countedBy } = useFrame();
  const { scope, toggle } = useScope();
  const [typed, setTyped] = useState("");
  const label = dimensions.find((one) => one.id === dimension)?.label ?? dimension;
  // Without its own filter: the values one could add.
  const where = scope.where.filter((entry) => !entry.startsWith(`${dimension}=`));
  const { answer, error } = useMetric({ metric: countedBy, by: dimension, from: scope.from, to: scope.to, where, limit: 1000 });
  const rows = answer?.data ?? [];
  const isNew = typed !== "" && !rows.some((row) => row[dimension] === typed);
  return (
    <Command
      label={`${label} values`}
      loop
      onKeyDown={(event) => {
        if (event.key === "Backspace" && typed === "") onBack();
      }}
    >
      <div className="flex items-center border-b">
        <Button variant="ghost" size="icon" aria-label="Back to the dimensions" onClick={onBack}>
          <ArrowLeft aria-hidden />
        </Button>
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={`${label} …`}
          className="h-9 w-full bg-transparent pr-3 text-sm outline-none placeholder:text-muted-foreground"
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-muted-foreground text-sm">
          {error ? error.message : answer ? "None in this range" : "Loading …"}
        </Command.Empty>
        {rows.map((row) => {
          const value = row[dimension] ?? null;
          const text = valueLabel(dimension, value, answer?.meta.labels);
          const on = scope.where.includes(writeEntry({ dimension, value }));
          return (
            <Command.Item
              key={value ?? ""}
              value={`=${value ?? ""}`}
              keywords={[text]}
              className={item}
              onSelect={() => toggle({ dimension, value })}
            >
              <Check aria-hidden className={on ? "size-4 shrink-0 text-primary" : "size-4 shrink-0 opacity-0"} />
              <span className="truncate" title={text}>
                {text}
                {on ? <span className="sr-only"> (set)</span> : null}
              </span>
              <span className="ml-auto pl-2 text-muted-foreground text-xs">{formatCount(row[countedBy] ?? null)}</span>
            </Command.Item>
          );
        })}
        {isNew && answer?.meta.next ? (
          <Command.Item value={`=${typed}`} className={item} onSelect={() => toggle({ dimension, value: typed })}>
            Exactly “{typed}”
          </Command.Item>
        ) : null}
      </Command.List>
    </Command>
  );
}

/** One value at a time; the same again takes it away. */
function ListValues({ filter, onBack }: { filter: ListFilter; onBack: () => void }) {
  const { filters, set } = useListFilters();
  const { label, values } = LIST_FILTER_WORDS[filter];
  return (
    <Command label={`${label} values`} loop>
      <div className="flex items-center border-b">
        <Button variant="ghost" size="icon" aria-label="Back to the dimensions" onClick={onBack}>
          <ArrowLeft aria-hidden />
        </Button>
        <Command.Input
          autoFocus
          placeholder={`${label} …`}
          className="h-9 w-full bg-transparent pr-3 text-sm outline-none placeholder:text-muted-foreground"
        />
      </div>
      <Command.List className="max-h-72 overflow-y-auto p-1">
        {Object.entries(values).map(([value, text]) => {
          const on = filters[filter] === value;
          return (
            <Command.Item
              key={value}
              value={value}
              keywords={[text]}
              className={item}
              onSelect={() => set({ [filter]: on ? null : value })}
            >
              <Check aria-hidden className={on ? "size-4 shrink-0 text-primary" : "size-4 shrink-0 opacity-0"} />
              <span>
                {text}
                {on ? <span className="sr-only"> (set)</span> : null}
              </span>
            </Command.Item>
          );
        })}
      </Command.List>
    </Command>
  );
}
