"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import type { StandingBudget } from "../../lib/budgets/budget";
import { compare } from "../../lib/money";
import { dayOf } from "../../lib/time";
import { dayText } from "../filters/scope";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { minuteText } from "../sources/words";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { BudgetActions } from "./budget-actions";
import { BurnBar } from "./burn-bar";
import { amountText, type Measure } from "./measure";
import type { BudgetNode } from "./tree";
import { useValueLabels } from "./use-value-labels";
import {
  type Audience,
  allocationText,
  daysLeftText,
  forecastText,
  leftText,
  mutedText,
  paceText,
  percent,
  periodName,
  STATE_WORDS,
  scopeText,
  shareOfAmount,
  staleText,
  stateText,
  unpricedText,
} from "./words";

interface BranchProps {
  nodes: readonly BudgetNode[];
  /** Every budget there is: a part names its whole also where that is not shown. */
  all: readonly StandingBudget[];
  audience: Audience;
  depth: number;
  /** The budget whose page this is: its parts needn't name it. */
  within?: string;
}

/** Budgets beside each other, each with its parts below it. */
export function BudgetBranch({ nodes, all, audience, depth, within }: BranchProps) {
  return (
    <ul className={depth === 0 ? "border-t [&>li:first-child]:border-t-0" : undefined}>
      {nodes.map(({ budget, children }) => (
        <li key={budget.id} className={depth === 0 ? "border-t" : undefined}>
          <BudgetRow budget={budget} all={all} audience={audience} depth={depth} within={within} />
          {children.length > 0 ? <BudgetBranch nodes={children} all={all} audience={audience} depth={depth + 1} /> : null}
        </li>
      ))}
    </ul>
  );
}

const INDENT_PX = 24;

/** One budget: what it is about, how much of it is used and should be, what it comes to, how it stands. */
function BudgetRow({ budget, all, audience, depth, within }: { budget: StandingBudget } & Omit<BranchProps, "nodes">) {
  const { now } = useFrame();
  const manages = can(useShell().user.role, "manage_budgets");
  const measure = budget.about;
  const { current, amount } = budget;
  const state = STATE_WORDS[current.state];
  const labels = useValueLabels(all.map(({ scope }) => scope));
  const muted = mutedText(budget, current.zone, now);
  const over = budget.allocation != null && compare(budget.allocation.over, "0") > 0;
  const given = allocationText(budget, measure);
  const whole = depth === 0 && budget.parent !== within ? all.find(({ id }) => id === budget.parent) : undefined;
  return (
    <article
      aria-label={budget.name}
      className={cn("grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,3fr)_minmax(0,5fr)_10rem]", depth > 0 && "pt-1")}
    >
      <div className="min-w-0" style={{ paddingLeft: depth * INDENT_PX }}>
        <Link
          href={`/budgets/${budget.id}`}
          className={cn(
            "font-medium text-sm underline-offset-4 hover:text-primary hover:underline",
            depth > 0 && "before:mr-2 before:text-muted-foreground before:content-['└']",
          )}
        >
          {budget.name}
        </Link>
        <p className="break-words text-muted-foreground text-xs">
          {[
            scopeText(budget.scope, labels),
            ...(budget.metric === "cost" ? [] : [measure.label]),
            periodName(budget.period, current.from, budget.period !== "year"),
            ...(whole ? [`part of ${whole.name}`] : []),
          ].join(" · ")}
        </p>
        {given ? <p className={cn("text-xs", over ? "text-warning" : "text-muted-foreground")}>{given}</p> : null}
      </div>
      <div className="grid min-w-0 content-start gap-2">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span>
            <span className="font-semibold text-lg" title={amountText(current.spent, measure, "exact")}>
              {amountText(current.spent, measure)}
            </span>{" "}
            <span className="text-muted-foreground text-sm">of {amountText(amount, measure)}</span>
          </span>
          <span className="text-sm">
            {shareOfAmount(current.share)} <span className="text-muted-foreground">· {daysLeftText(budget)}</span>
          </span>
        </p>
        <BurnBar budget={budget} measure={measure} />
        <Notes budget={budget} measure={measure} />
      </div>
      <div className="flex items-start justify-between gap-2 md:justify-end">
        <span className="flex flex-wrap gap-1 md:justify-end">
          <Badge variant={state.variant}>{stateText(current.state, measure)}</Badge>
          {muted ? <Badge title={muted}>Muted</Badge> : null}
        </span>
        {manages ? (
          <span className="-mt-1.5">
            <BudgetActions budget={budget} budgets={all} audience={audience} />
          </span>
        ) : null}
      </div>
    </article>
  );
}

const NO_BREAK_PERCENT = "\u00a0%";

function Notes({ budget, measure }: { budget: StandingBudget; measure: Measure }) {
  const { now } = useFrame();
  const { zone, crossings, dataThrough, state } = budget.current;
  const told = crossings
    .filter((one) => !one.superseded)
    .map(
      ({ threshold, basis, crossedAt }) =>
        `${percent(threshold)}${basis === "forecast" ? " of the forecast" : ""} told ${dayText(dayOf(Date.parse(crossedAt), zone))}`,
    );
  const notes = [
    leftText(budget, measure),
    forecastText(budget, measure),
    paceText(budget, measure),
    ...told,
    staleText(budget),
    unpricedText(budget, measure),
    mutedText(budget, zone, now)?.toLowerCase() ?? null,
    state === "late" ? `data through ${minuteText(dataThrough, zone)}` : null,
  ];
  return (
    <p className="text-muted-foreground text-xs">
      {notes
        .filter((note) => note != null)
        .join(" · ")
        .replaceAll(" %", NO_BREAK_PERCENT)}
    </p>
  );
}
