"use client";

import { ChartNoAxesGantt } from "lucide-react";
import { hrefOf } from "../../lib/http/client";
import { type Amount, divide, formatCount, formatRatio, formatUsd, isZero } from "../../lib/money";
import type { RoutingNet } from "../../lib/routing/net-answer";
import { type LedgerStep, ORDER_NOTE, STEP_WORDS } from "../../lib/savings/step-words";
import { Waterfall, type WaterfallRow } from "../charts/waterfall";
import { useScope } from "../filters/use-scope";
import { ChartPanel } from "../panels/chart-panel";
import { StaleNote } from "../panels/stale-note";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { signedCents } from "../why/words";
import { counted } from "./counted";
import { type Ledger, ledgerIn, movedSteps, type NetSteps, netIn } from "./ledger";
import { LedgerTable } from "./ledger-table";
import { SettingsLink } from "./next-step";
import { ledgerRows } from "./questions";
import { StepAbout } from "./step-about";
import { useRouting } from "./use-routing";

/** From what requests would have cost to what they cost, and from what routing saved to what is left of it: bars, the same as a table, and as CSV. */
export function LedgerPanel() {
  const { scope } = useScope();
  const state = useRouting("routingNet");
  const { answer } = state;
  const ledger = answer ? ledgerIn(answer.total) : null;
  const net = answer ? netIn(answer.total) : null;
  return (
    <ChartPanel
      label="From what it would have cost to what it cost"
      heading={<CardTitle>From what it would have cost to what it cost</CardTitle>}
      icon={ChartNoAxesGantt}
      csv={{ href: hrefOf("query", { ...ledgerRows(scope), format: "csv" }) }}
    >
      {(view) => (
        <div className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {!answer ? (
            state.error ? null : (
              <Skeleton className="mx-4 mb-4 h-[320px]" />
            )
          ) : !ledger || !net ? (
            <EmptyState
              title="Nothing here can be judged"
              className="min-h-64"
              action={<SettingsLink>Set what requests are compared with</SettingsLink>}
            >
              Of none of these {formatCount(answer.total.requests)} requests is it known what it would have cost. The reasons stand below.
            </EmptyState>
          ) : view === "chart" ? (
            <CardContent className="grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <CostSteps ledger={ledger} answer={answer} />
              {isZero(answer.total.routedRequests) && isZero(net.net) ? (
                <EmptyState title="Nothing was routed">Each request was answered by the model that it is compared with.</EmptyState>
              ) : (
                <SavingSteps net={net} />
              )}
            </CardContent>
          ) : (
            <LedgerTable ledger={ledger} net={net} total={answer.total} inestimable={answer.inestimable} />
          )}
          <StaleNote state={state} className="px-4 pb-3" />
        </div>
      )}
    </ChartPanel>
  );
}

const small = "text-muted-foreground text-xs";

function CostSteps({ ledger, answer: { total, inestimable } }: { ledger: Ledger; answer: RoutingNet }) {
  const { moved, still } = movedSteps(ledger);
  return (
    <div className="grid content-start gap-2">
      <h3 className={small}>
        Cost of the {formatCount(total.estimableRequests)} requests that can be judged
        {total.baseline && !isZero(total.baseline)
          ? `: ${formatRatio(divide(ledger.cost, total.baseline))} of what it would have been`
          : ""}
      </h3>
      <Waterfall
        label={`From ${formatUsd(ledger.baseline)} to ${formatUsd(ledger.cost)} in ${moved.length} steps`}
        rows={costRows(ledger, moved)}
        cut={(from) => `The axis begins at ${formatUsd(String(from), "tile")}, so that the steps can be seen.`}
      />
      <p className={small}>
        {ORDER_NOTE}
        {still.length > 0 ? ` Moved nothing here: ${still.map((step) => STEP_WORDS[step].label.toLowerCase()).join(", ")}.` : ""}
      </p>
      {isZero(inestimable.requests) ? null : (
        <p className={small}>
          {inestimable.cost == null || isZero(inestimable.cost)
            ? `${counted(inestimable.requests, "more request")} can't be judged; no cost of theirs is known.`
            : `With the ${formatUsd(inestimable.cost)} of ${counted(inestimable.requests, "request")} that can't be judged it is ${formatUsd(total.cost)}, the cost of this range.`}
        </p>
      )}
    </div>
  );
}

function costRows(ledger: Ledger, moved: readonly LedgerStep[]): WaterfallRow[] {
  const reached = runningTotals([ledger.baseline, ...moved.map((step) => ledger.steps[step])]);
  const rows = moved.map((step, index): WaterfallRow => {
    const [from, to] = [reached[index] ?? 0, reached[index + 1] ?? 0];
    return {
      id: step,
      label: STEP_WORDS[step].label,
      from,
      to,
      total: false,
      text: signedCents(ledger.steps[step]),
      title: STEP_WORDS[step].definition,
      about: <StepAbout step={step} ledger={ledger} />,
    };
  });
  return [
    totalRow(
      "baseline",
      "Would have cost",
      ledger.baseline,
      "At the baseline models, at standard prices, without caches and with the declared context",
    ),
    ...rows,
    totalRow("cost", "Cost", ledger.cost, "What the same requests cost, with all their attempts and router calls"),
  ];
}

function SavingSteps({ net }: { net: NetSteps }) {
  return (
    <div className="grid content-start gap-2">
      <h3 className={small}>From what routing saved to what is left of it</h3>
      <Waterfall
        good="up"
        label={`From ${formatUsd(net.gross)} gross to ${formatUsd(net.net)} net`}
        rows={savingRows(net)}
        cut={(from) => `The axis begins at ${formatUsd(String(from), "tile")}, so that the steps can be seen.`}
      />
      <p className={small}>Retries and unanswered requests are no cost of routing: they would have been there without it.</p>
    </div>
  );
}

function savingRows(net: NetSteps): WaterfallRow[] {
  const parts = [
    { step: "escalation", label: "Escalations", amount: net.escalation, title: STEP_WORDS.escalation.definition },
    { step: "overhead", label: "Router", amount: net.router, title: "Calls that choose a model; guards are no cost of routing" },
    {
      step: "failure",
      label: "Failures",
      amount: net.failure,
      title: "What failures of routed requests cost, beyond those that the baseline would have had",
    },
  ] as const;
  const reached = runningTotals([net.gross, ...parts.map(({ amount }) => amount)]);
  return [
    { ...totalRow("gross", "Saved by routing", net.gross, STEP_WORDS.routing.definition), about: <StepAbout step="routing" net={net} /> },
    ...parts.map(
      ({ step, label, amount, title }, index): WaterfallRow => ({
        id: step,
        label,
        from: reached[index] ?? 0,
        to: reached[index + 1] ?? 0,
        total: false,
        text: signedCents(amount),
        title,
        about: <StepAbout step={step} net={net} />,
      }),
    ),
    totalRow("net", "Net", net.net, "What is left of the savings after everything that routing cost"),
  ];
}

const totalRow = (id: string, label: string, amount: Amount, title: string): WaterfallRow => ({
  id,
  label,
  from: 0,
  to: Number(amount),
  total: true,
  text: formatUsd(amount),
  title: `${title}: ${formatUsd(amount, "exact")}`,
});

/** Sums up to each amount, for the pixels. */
function runningTotals(amounts: readonly Amount[]): number[] {
  let sum = 0;
  return amounts.map((amount) => {
    sum += Number(amount);
    return sum;
  });
}
