"use client";

import { Plus, X } from "lucide-react";
import type { BudgetScope } from "../../lib/budgets/budget";
import { allDimensions, type DimensionId, dimensions } from "../../lib/metrics/dimensions";
import { type Monitored, monitoredBy } from "../../lib/metrics/monitored";
import { formatCount } from "../../lib/money";
import { useFrame } from "../panels/data-context";
import { useMetric } from "../panels/use-metric";
import { valueLabel } from "../panels/value-label";
import { Button } from "../ui/button";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { CheckItem } from "./check-item";
import { valuesQuestion } from "./use-value-labels";
import { dimensionLabel } from "./words";

/** What the budget counts: everything, or what has one of the ticked values of each dimension. */
export function ScopeFields({
  metric,
  scope,
  onChange,
}: {
  /** Some metrics are not known by every dimension. */
  metric: string;
  scope: BudgetScope;
  onChange: (next: BudgetScope) => void;
}) {
  const { metrics } = useFrame();
  const can = metrics.find(({ id }) => id === metric)?.dimensions;
  const offered = can ? allDimensions.filter(({ id }) => can.includes(id)) : dimensions;
  const free = offered.filter(({ id }) => !scope.some(({ dimension }) => dimension === id));
  const [next] = free;
  const replace = (index: number, entry: BudgetScope[number] | null) =>
    onChange(scope.flatMap((one, at) => (at === index ? (entry ? [entry] : []) : [one])));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="pb-1 font-medium text-sm">What it counts</legend>
      {scope.length === 0 ? <p className="text-muted-foreground text-sm">The whole company.</p> : null}
      {scope.map((entry, index) => (
        <div key={entry.dimension} className="grid min-w-0 gap-1">
          <div className="flex items-center gap-2">
            <Select value={entry.dimension} onValueChange={(id) => replace(index, { dimension: id as DimensionId, values: [] })}>
              <SelectTrigger className="flex-1" aria-label="Part of the company by">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {allDimensions
                  .filter(({ id }) => id === entry.dimension || free.some((one) => one.id === id))
                  .map(({ id, label }) => (
                    <SelectItem key={id} value={id}>
                      {label}
                    </SelectItem>
                  ))}
              </SelectContent>
            </Select>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Don't narrow by ${dimensionLabel(entry.dimension)}`}
              onClick={() => replace(index, null)}
            >
              <X aria-hidden />
            </Button>
          </div>
          <Values metric={metric} entry={entry} onChange={(values) => replace(index, { ...entry, values })} />
        </div>
      ))}
      {next ? (
        <Button
          size="sm"
          className="justify-self-start"
          onClick={() => onChange([...scope, { dimension: (free.find(({ id }) => id === "feature") ?? next).id, values: [] }])}
        >
          <Plus aria-hidden />
          {scope.length === 0 ? "Only a part of it" : "Narrow further"}
        </Button>
      ) : null}
    </fieldset>
  );
}

/** What went through a value, by what the metric is about. */
const COUNTED: Record<Monitored, { metric: string; words: string }> = {
  calls: { metric: "requests", words: "requests" },
  gpus: { metric: "gpu_hours", words: "GPU hours" },
  servers: { metric: "served_requests", words: "served requests" },
};

interface ValuesProps {
  metric: string;
  entry: BudgetScope[number];
  onChange: (values: (string | null)[]) => void;
}

function Values({ metric, entry: { dimension, values }, onChange }: ValuesProps) {
  const counted = COUNTED[monitoredBy(metric)];
  const { answer, error } = useMetric(valuesQuestion(dimension, counted.metric));
  const rows = answer?.meta.by[0] === dimension ? answer.data : null;
  const known = rows?.map((row) => row[dimension] ?? null) ?? [];
  // Those that the last 30 days lack can be taken away too.
  const ticked = rows ? values.filter((value) => !known.includes(value)) : [];
  return (
    <fieldset
      aria-label={`${dimensionLabel(dimension)} values`}
      className="max-h-36 min-h-10 min-w-0 overflow-y-auto rounded-md border border-input p-1"
    >
      {ticked.map((value) => (
        <CheckItem
          key={value ?? ""}
          checked
          onChange={() => onChange(values.filter((one) => one !== value))}
          note={`no ${counted.words} in 30 days`}
        >
          {valueLabel(dimension, value, answer?.meta.labels)}
        </CheckItem>
      ))}
      {rows?.map((row) => {
        const value = row[dimension] ?? null;
        return (
          <CheckItem
            key={value ?? ""}
            checked={values.includes(value)}
            onChange={(on) => onChange(on ? [...values, value] : values.filter((one) => one !== value))}
            note={`${formatCount(row[counted.metric] ?? null, "tile")} ${counted.words} in 30 days`}
          >
            {valueLabel(dimension, value, answer?.meta.labels)}
          </CheckItem>
        );
      })}
      {rows && rows.length + ticked.length > 0 ? null : (
        <p className="px-2 py-1 text-muted-foreground text-sm">
          {error ? error.message : rows ? "Nothing in the last 30 days" : "Loading …"}
        </p>
      )}
    </fieldset>
  );
}
