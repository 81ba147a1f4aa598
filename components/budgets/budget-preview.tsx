"use client";

import type { StandingBudget } from "../../lib/budgets/budget";
import { compare, divide, isZero } from "../../lib/money";
import { daysBetween, startOfDay } from "../../lib/time";
import { useFrame } from "../panels/data-context";
import { useMetric } from "../panels/use-metric";
import { cn } from "../ui/cn";
import type { Draft } from "./draft";
import { amountText, type Measure, readAmount } from "./measure";
import { atThisPace, daysGone, previewPeriods, previewQuestion, tellsAt, withinParent } from "./preview";
import { periodName, shareOfAmount } from "./words";

interface PreviewProps {
  draft: Draft;
  measure: Measure;
  budgets: readonly StandingBudget[];
  /** The id of the budget that is changed. */
  own?: string;
}

/** What the scope came to lately, so that the amount is set sensibly, and what the amount means. */
export function BudgetPreview({ draft, measure, budgets, own }: PreviewProps) {
  const { zone, now } = useFrame();
  const { running, before } = previewPeriods(draft.period, now, zone);
  const last = useMetric(previewQuestion(draft, before));
  const current = useMetric(previewQuestion(draft, running));
  const figureOf = ({ answer }: typeof last) => answer?.data[0]?.[draft.metric] ?? null;
  const soFar = figureOf(current);
  const known = figureOf(last);
  const through = current.answer?.meta.dataThrough;
  const pace = measure.sum
    ? atThisPace(soFar, {
        from: startOfDay(running.from, zone),
        to: startOfDay(running.to, zone),
        through: through ? Math.min(now, Date.parse(through)) : now,
      })
    : null;
  const parent = budgets.find(({ id }) => id === draft.parent);
  const within = parent ? withinParent(draft, { parent, budgets, own }, measure) : null;
  const error = last.error ?? current.error;
  const stale = last.stale || current.stale;
  const amount = readAmount(draft.amount, measure);
  const share = known != null && /^\d+(\.\d+)?$/.test(amount) && !isZero(known) ? divide(amount, known) : null;
  const tells = tellsAt(draft, measure, soFar);

  return (
    <section
      aria-label="What this scope comes to"
      className="grid gap-3 self-start rounded-md bg-muted p-3 text-xs max-md:order-first md:sticky md:top-0"
    >
      <p className="font-semibold text-sm">What this scope comes to</p>
      {error ? (
        <p role="alert">{error.message}</p>
      ) : (
        <dl
          aria-busy={stale}
          className={cn(
            "grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 transition-opacity [&>dd]:text-right [&>dt]:text-muted-foreground",
            stale && "opacity-60",
          )}
        >
          <dt>{capital(periodName(draft.period, before.from))}</dt>
          <dd title={amountText(known, measure, "exact")}>{last.answer ? amountText(known, measure) : "…"}</dd>
          <dt>
            {capital(periodName(draft.period, running.from))} so far
            {draft.period === "day" ? "" : ` (day ${daysGone(running.from, now, zone)} of ${daysBetween(running.from, running.to)})`}
          </dt>
          <dd title={amountText(soFar, measure, "exact")}>{current.answer ? amountText(soFar, measure) : "…"}</dd>
          {pace != null ? (
            <>
              <dt>At this pace it ends at</dt>
              <dd>{amountText(pace, measure)}</dd>
            </>
          ) : null}
        </dl>
      )}
      {share != null ? (
        <p>
          This amount is {shareOfAmount(share)} of {periodName(draft.period, before.from)}.
        </p>
      ) : null}
      {parent && within ? (
        <p className={compare(within.over, "0") > 0 ? "text-warning" : undefined}>
          {parent.name} has {amountText(parent.amount, measure)}; with this, its parts take {amountText(within.given, measure)}
          {compare(within.over, "0") > 0 ? `, ${amountText(within.over, measure)} more than it has` : ""}.
        </p>
      ) : null}
      {tells.length > 0 ? (
        <div className="grid gap-1 border-t pt-2">
          <p className="font-medium">It tells</p>
          <ul className="grid gap-1">
            {tells.map(({ text, reached }) => (
              <li key={text}>
                {text}
                {reached ? (
                  <span className="text-warning">{reached === "tells" ? " (reached already: tells at once)" : " (reached already)"}</span>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
