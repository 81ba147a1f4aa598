"use client";

import type { ReactNode } from "react";
import type { StandingBudget } from "../../lib/budgets/budget";
import { formatCount, formatRatio, formatUsd } from "../../lib/money";
import { useFrame } from "../panels/data-context";
import { minuteText } from "../sources/words";
import { Card } from "../ui/card";
import { countsUnpriced } from "./draft";
import { type Audience, mutedText, PERIOD_WORDS, percent, recipientsText, unpricedText } from "./words";

/** The small print: in which zone, how fresh, how much is priced, when it tells and whom, and who set it. */
export function BudgetPrint({ budget, audience }: { budget: StandingBudget; audience: Audience }) {
  const { metrics, now } = useFrame();
  const {
    current,
    about: measure,
    thresholds,
    forecastThresholds,
    fallbackPrice,
    recipients,
    createdBy,
    createdAt,
    metric,
    period,
  } = budget;
  const { zone, dataThrough, pricedShare, unpriced, from, to } = current;
  const about = metrics.find(({ id }) => id === metric);
  return (
    <Card aria-label="Small print" className="p-4">
      <dl className="grid gap-x-6 gap-y-2 text-xs sm:grid-cols-[10rem_minmax(0,1fr)]">
        <Line label="Period">
          {PERIOD_WORDS[period]}, {from} to {to} (exclusive), cut at midnight in {zone}
        </Line>
        <Line label="Data through">{dataThrough ? minuteText(dataThrough, zone) : "no data yet"}</Line>
        <Line label="Counts">{about ? `${about.label}: ${about.definition} ${about.derivation}.` : measure.label}</Line>
        {countsUnpriced(metric) ? (
          <>
            <Line label="Priced">
              {formatRatio(pricedShare)} of requests
              {unpriced && unpriced.requests !== "0"
                ? `; ${formatCount(unpriced.requests)} have no price. ${unpricedText(budget, measure)}.`
                : ""}
            </Line>
            <Line label="Fallback price">
              {fallbackPrice == null
                ? "none: calls without a price count nothing here"
                : `${formatUsd(fallbackPrice, "request")} per million tokens for calls without a price`}
            </Line>
          </>
        ) : null}
        <Line label="Tells at">
          {thresholds.map(percent).join(", ")} of the amount
          {forecastThresholds.length > 0 ? `; and when the forecast reaches ${forecastThresholds.map(percent).join(", ")} of it` : ""}
        </Line>
        <Line label="Tells">
          {recipientsText(recipients, audience)}
          {mutedText(budget, zone, now) ? ` (${mutedText(budget, zone, now)?.toLowerCase()})` : ""}
        </Line>
        <Line label="Set by">
          {createdBy}, {minuteText(createdAt, zone)}
        </Line>
      </dl>
    </Card>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sm:col-span-2 sm:grid sm:grid-cols-subgrid">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
