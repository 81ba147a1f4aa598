"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Budget, StandingBudget } from "../../lib/budgets/budget";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { useFrame } from "../panels/data-context";
import { Button } from "../ui/button";
import { DialogClose, DialogFooter } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { BudgetPreview } from "./budget-preview";
import { changeOf, countsUnpriced, type Draft } from "./draft";
import { labelInText, measureOf, typedUnit } from "./measure";
import { MetricField, ParentField, PeriodField } from "./pick-fields";
import { RecipientFields } from "./recipient-fields";
import { ScopeFields } from "./scope-fields";
import { withDescendants } from "./tree";
import { useValueLabels } from "./use-value-labels";
import { type Audience, PERIOD_WORDS, scopeText } from "./words";

interface BudgetFormProps {
  budgets: readonly StandingBudget[];
  audience: Audience;
  budget?: Budget;
  start: Draft;
  onDone: () => void;
}

/** What a budget counts, how much, when it tells and whom; beside it what that would have come to. */
export function BudgetForm({ budgets, audience, budget, start, onDone }: BudgetFormProps) {
  const { metrics } = useFrame();
  const queries = useQueryClient();
  const labels = useValueLabels(budget ? [budget.scope] : []);
  const [draft, setDraft] = useState(start);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const measure = measureOf(metrics, draft.metric);
  const wanted = changeOf(draft, measure);
  const save = useMutation({
    mutationFn: () =>
      budget
        ? call("updateBudget", { id: budget.id, ...wanted })
        : call("createBudget", { ...wanted, metric: draft.metric, scope: draft.scope, period: draft.period }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onDone();
    },
  });
  const below = budget ? withDescendants(budgets, budget.id) : new Set<string>();
  const parents = budgets.filter((one) => one.metric === draft.metric && one.period === draft.period && !below.has(one.id));
  const per = draft.period;

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form className="grid gap-4" onSubmit={submit}>
      {save.error ? (
        <Notice variant="destructive" role="alert">
          {errorMessage(save.error)}
        </Notice>
      ) : null}
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="grid min-w-0 content-start gap-4">
          <Field label="Name">
            {(control) => (
              <Input
                {...control}
                required
                maxLength={100}
                value={draft.name}
                onChange={(event) => change({ name: event.target.value })}
                placeholder="Support chat"
                autoComplete="off"
              />
            )}
          </Field>
          {budget ? (
            <p className="text-sm">
              <span className="font-medium">Counts: </span>
              {[measure.label, scopeText(budget.scope, labels), PERIOD_WORDS[budget.period]].join(" · ")}
            </p>
          ) : (
            <>
              <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_8rem]">
                <MetricField
                  metrics={metrics.filter(({ id, moreIsBetter }) => !moreIsBetter || id === draft.metric)}
                  value={draft.metric}
                  onChange={(metric) => change({ metric, parent: null })}
                />
                <PeriodField value={draft.period} onChange={(period) => change({ period, parent: null })} />
              </div>
              <ScopeFields metric={draft.metric} scope={draft.scope} onChange={(scope) => change({ scope })} />
            </>
          )}
          <Field
            label={`Amount a ${per}${typedUnit(measure)}`}
            hint={measure.sum ? undefined : `${measure.label} over the whole ${per}, which should stay below this.`}
          >
            {(control) => (
              <Input
                {...control}
                required
                inputMode="decimal"
                value={draft.amount}
                onChange={(event) => change({ amount: event.target.value })}
                placeholder={measure.unit === "ratio" ? "2.5" : "5000"}
                autoComplete="off"
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Thresholds, %" hint="Shares of the amount, with commas between.">
              {(control) => (
                <Input
                  {...control}
                  required
                  value={draft.thresholds}
                  onChange={(event) => change({ thresholds: event.target.value })}
                  autoComplete="off"
                />
              )}
            </Field>
            {measure.sum ? (
              <Field label="Forecast thresholds, %" hint={`Tells when the ${per} is set to end there. May be empty.`}>
                {(control) => (
                  <Input
                    {...control}
                    value={draft.forecastThresholds}
                    onChange={(event) => change({ forecastThresholds: event.target.value })}
                    autoComplete="off"
                  />
                )}
              </Field>
            ) : null}
          </div>
          <ParentField
            budgets={parents}
            value={draft.parent}
            onChange={(parent) => change({ parent })}
            kind={`${labelInText(measure.label)} by the ${per}`}
          />
          {countsUnpriced(draft.metric) ? (
            <Field
              label="Fallback price, USD per million tokens"
              hint="Calls to a model without a price count nothing, so they could use up a budget unseen. With a price here they count at it."
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={draft.fallbackPrice}
                  onChange={(event) => change({ fallbackPrice: event.target.value })}
                  placeholder="none"
                  autoComplete="off"
                />
              )}
            </Field>
          ) : null}
          <RecipientFields recipients={draft.recipients} audience={audience} onChange={(recipients) => change({ recipients })} />
        </div>
        <BudgetPreview draft={draft} measure={measure} budgets={budgets} own={budget?.id} />
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          {save.isPending ? "Saving…" : budget ? "Save" : "Add budget"}
        </Button>
      </DialogFooter>
    </form>
  );
}
