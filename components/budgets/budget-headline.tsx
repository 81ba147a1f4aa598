"use client";

import Link from "next/link";
import type { StandingBudget } from "../../lib/budgets/budget";
import { compare } from "../../lib/money";
import { scopeHref } from "../filters/use-scope";
import { useFrame } from "../panels/data-context";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import { BurnBar, BurnBarKey } from "./burn-bar";
import { amountText, labelInText } from "./measure";
import { periodState } from "./period-scope";
import { useValueLabels } from "./use-value-labels";
import {
  allocationText,
  forecastText,
  headline,
  leftText,
  mutedText,
  paceText,
  periodName,
  STATE_WORDS,
  scopeText,
  staleText,
  stateText,
  unpricedText,
} from "./words";

/** The one sentence, the one figure, and what stands behind both. */
export function BudgetHeadline({ budget, parent }: { budget: StandingBudget; parent: StandingBudget | undefined }) {
  const { now } = useFrame();
  const { current, amount, about: measure, allocation } = budget;
  const state = STATE_WORDS[current.state];
  const labels = useValueLabels([budget.scope]);
  const muted = mutedText(budget, current.zone, now);
  const unpriced = unpricedText(budget, measure);
  const over = allocation != null && compare(allocation.over, "0") > 0;
  return (
    <Card aria-label="How it stands" className="grid gap-3 p-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold text-2xl tracking-tight" title={amountText(current.spent, measure, "exact")}>
          {amountText(current.spent, measure)}
        </span>
        <span className="text-muted-foreground text-sm">
          of {amountText(amount, measure)} {labelInText(measure.label)}, {periodName(budget.period, current.from, budget.period !== "year")}
        </span>
        <span className="ml-auto flex flex-wrap gap-1">
          <Badge variant={state.variant}>{stateText(current.state, measure)}</Badge>
          {muted ? <Badge>{muted}</Badge> : null}
        </span>
      </div>
      <BurnBar budget={budget} measure={measure} />
      <BurnBarKey sum={measure.sum} />
      <p className="text-base">{headline(budget, measure)}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-sm">
        {[leftText(budget, measure), forecastText(budget, measure), paceText(budget, measure)].map((note) =>
          note == null ? null : <li key={note}>{capital(note)}</li>,
        )}
        {current.stale ? <li className="text-warning">{staleText(budget)}</li> : null}
        {unpriced ? <li className="text-warning">{unpriced}</li> : null}
        {allocation ? <li className={over ? "text-warning" : undefined}>{allocationText(budget, measure)}</li> : null}
      </ul>
      <p className="text-sm">
        Counts{" "}
        <Link className="text-primary underline-offset-4 hover:underline" href={scopeHref("/", { state: periodState(budget) })}>
          {scopeText(budget.scope, labels)}
        </Link>
        {parent ? (
          <>
            {" "}
            · part of{" "}
            <Link className="text-primary underline-offset-4 hover:underline" href={`/budgets/${parent.id}`}>
              {parent.name}
            </Link>
          </>
        ) : null}
      </p>
    </Card>
  );
}

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
