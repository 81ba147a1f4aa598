"use client";

import type { StandingBudget } from "../../lib/budgets/budget";
import type { MetricDescription } from "../../lib/metrics";
import { PERIODS, type Period } from "../../lib/time";
import { Field } from "../ui/field";
import { Select, SelectContent, SelectGroup, SelectItem, SelectLabel, SelectTrigger, SelectValue } from "../ui/select";
import { amountText, measureGroups, measureOf } from "./measure";
import { PERIOD_WORDS } from "./words";

/** Any metric of the one list, grouped by what its amounts are. */
export function MetricField({
  metrics,
  value,
  onChange,
  hint,
}: {
  metrics: readonly MetricDescription[];
  value: string;
  onChange: (metric: string) => void;
  /** Instead of what the metric is in a budget. */
  hint?: string | undefined;
}) {
  const { sum } = measureOf(metrics, value);
  const unit = metrics.find(({ id }) => id === value)?.unitLabel;
  return (
    <Field
      label="Metric"
      hint={hint ?? (unit ? `In ${unit}, ${sum ? "added up over the period" : "over the period as a whole"}.` : undefined)}
    >
      {(control) => (
        <Select value={value} onValueChange={onChange}>
          <SelectTrigger {...control} className="w-full min-w-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent className="overflow-y-auto">
            {measureGroups(metrics).map(({ label, metrics: ofKind }) => (
              <SelectGroup key={label}>
                <SelectLabel>{label}</SelectLabel>
                {ofKind.map((one) => (
                  <SelectItem key={one.id} value={one.id}>
                    {one.label}
                  </SelectItem>
                ))}
              </SelectGroup>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

export function PeriodField({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  return (
    <Field label="Period">
      {(control) => (
        <Select value={value} onValueChange={(next) => onChange(PERIODS.find((one) => one === next) ?? value)}>
          <SelectTrigger {...control} className="w-full">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {PERIODS.map((one) => (
              <SelectItem key={one} value={one}>
                {PERIOD_WORDS[one]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

const NONE = "none";

/** The budget that this one is a part of. `budgets`: those that it can be. */
export function ParentField({
  budgets,
  value,
  onChange,
  kind,
}: {
  budgets: readonly StandingBudget[];
  value: string | null;
  onChange: (parent: string | null) => void;
  /** "cost by the month": what a parent must count too. */
  kind: string;
}) {
  return (
    <Field label="Part of" hint={budgets.length === 0 ? `There is no other budget of ${kind} that it could be a part of.` : undefined}>
      {(control) => (
        <Select value={value ?? NONE} onValueChange={(next) => onChange(next === NONE ? null : next)} disabled={budgets.length === 0}>
          <SelectTrigger {...control} className="w-full min-w-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={NONE}>No other budget</SelectItem>
            {budgets.map((one) => (
              <SelectItem key={one.id} value={one.id}>
                {one.name}, {amountText(one.amount, one.about)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
