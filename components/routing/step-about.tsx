"use client";

import { add, divide, formatCount, formatRatio, formatUsd, isZero, negate } from "../../lib/money";
import { FORMULA_LETTERS, LEDGER_STEPS, type LedgerStep, STEP_WORDS } from "../../lib/savings/step-words";
import { Definition, type FormulaLine } from "../panels/definition";
import { signedCents } from "../why/words";
import type { Ledger, NetSteps } from "./ledger";
import { type Behind, useBehind } from "./use-behind";
import { useRouting } from "./use-routing";

const line = (label: string, value: string): FormulaLine => ({ label, value });

const ROWS: Record<LedgerStep, string> = {
  cache: "The answers from the gateway's cache",
  context: "The requests with shorter context",
  routing: "The requests where routing changed the price",
  prompt_cache: "The requests that read or wrote a prompt cache",
  tier: "The requests at another tier",
  escalation: "The attempts in vain on other models",
  retry: "The attempts in vain on the same model",
  error: "The attempts of unanswered requests",
  overhead: "The router and guard calls",
};

/** What a step opens: what it means, its formula with its own numbers, and the requests behind it. */
export function StepAbout({ step, ledger, net }: { step: LedgerStep | "failure"; ledger?: Ledger; net?: NetSteps }) {
  const behind = useBehind();
  const link = (label: string, to: Behind) => {
    const href = behind(to);
    return href ? { href, label } : null;
  };
  if (step === "failure")
    return <Failures net={net} rows={link("The failures of routed requests", { step: "routed", outcome: "failure" })} />;
  return (
    <Definition
      metric={STEP_WORDS[step].metric}
      formula={ledger ? inLedger(step, ledger) : inNet(step, net)}
      result={ledger ? resultOf(step, ledger) : formatUsd(net ? amountIn(step, net) : null, "exact")}
      beside={
        ledger && !isZero(ledger.baseline)
          ? [line("of what it would have cost", formatRatio(divide(ledger.steps[step], ledger.baseline)))]
          : []
      }
      rows={link(ROWS[step], { step })}
      note={
        <>
          {STEP_WORDS[step].formula}
          <span className="block pt-1">{FORMULA_LETTERS}</span>
        </>
      }
    />
  );
}

/** What was left of the baseline before the step, what it took or added, and what was left after it. */
function inLedger(step: LedgerStep, ledger: Ledger): FormulaLine[] {
  const before = add(ledger.baseline, ...LEDGER_STEPS.slice(0, LEDGER_STEPS.indexOf(step)).map((one) => ledger.steps[one]));
  return [line("Cost before this step", formatUsd(before)), line(STEP_WORDS[step].label, signedCents(ledger.steps[step]))];
}

function resultOf(step: LedgerStep, ledger: Ledger): string {
  const upTo = LEDGER_STEPS.slice(0, LEDGER_STEPS.indexOf(step) + 1).map((one) => ledger.steps[one]);
  return `${formatUsd(add(ledger.baseline, ...upTo))} after it`;
}

function amountIn(step: LedgerStep, net: NetSteps) {
  return step === "escalation" ? net.escalation : step === "overhead" ? net.router : net.gross;
}

function inNet(step: LedgerStep, net: NetSteps | undefined): FormulaLine[] {
  if (!net || step === "routing") return [];
  return step === "escalation"
    ? [line("Saved by routing", formatUsd(net.gross)), line("Cost of escalations", formatUsd(negate(net.escalation)))]
    : [line("Saved after escalations", formatUsd(add(net.gross, net.escalation))), line("Router calls", formatUsd(negate(net.router)))];
}

const FROM = {
  configured: "as set",
  measured: "as measured on requests that it answered itself",
  none: "unknown, taken as 0",
} as const;

/** How the cost of failures came about, with the baseline's rate and where that is from. */
function Failures({ net, rows }: { net: NetSteps | undefined; rows: { href: string; label: string } | null }) {
  const { answer } = useRouting("routingNet");
  const total = answer?.total;
  const judged = answer?.features.filter(({ outcomes }) => !isZero(outcomes)) ?? [];
  return (
    <Definition
      metric="failure_cost"
      formula={[
        line("N: known outcomes of routed requests", formatCount(total?.outcomes ?? null)),
        line("F: failures among them", formatCount(total?.failures ?? null)),
        line("r·N: the baseline would have had", formatCount(total?.expectedFailures ?? null)),
        line("L: what the failures cost", formatUsd(total?.loss ?? null)),
        ...(total && !isZero(total.uncostedFailures) ? [line("Failures without a cost", formatCount(total.uncostedFailures))] : []),
      ]}
      result={formatUsd(net ? negate(net.failure) : null, "exact")}
      rows={rows}
      note={
        <>
          L × max(0, 1 − r·N ÷ F), for each feature over the whole range, then added up.
          {judged.slice(0, 6).map(({ feature, label, rate }) => (
            <span key={feature ?? ""} className="block pt-1">
              {label ?? feature ?? "(none)"}: the baseline's failure rate is {rate.value == null ? "" : `${formatRatio(rate.value)}, `}
              {FROM[rate.from]}
              {rate.from === "measured" ? ` (${formatCount(rate.outcomes)} outcomes)` : ""}
            </span>
          ))}
        </>
      }
    />
  );
}
