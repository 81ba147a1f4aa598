import { type Amount, add, isZero, negate, subtract } from "../../lib/money";
import type { NetFigures } from "../../lib/routing/net-answer";
import { LEDGER_STEPS, type LedgerStep } from "../../lib/savings/step-words";

/** What the requests that can be judged would have cost, and what each step made of it. USD, exact. */
export interface Ledger {
  baseline: Amount;
  /** What the step did to cost: a saving is below zero. They add up from `baseline` to `cost`. */
  steps: Record<LedgerStep, Amount>;
  /** What these requests cost. */
  cost: Amount;
}

type Judged = Pick<
  NetFigures,
  | "baseline"
  | "cacheSaved"
  | "contextSaved"
  | "routing"
  | "promptCacheSaved"
  | "tierSaved"
  | "escalation"
  | "retry"
  | "unanswered"
  | "overhead"
>;

const saved = (amount: Amount | null): Amount => negate(amount ?? "0");

/** Null where nothing can be judged. */
export function ledgerIn(figures: Judged): Ledger | null {
  if (figures.baseline == null) return null;
  const steps: Record<LedgerStep, Amount> = {
    cache: saved(figures.cacheSaved),
    context: saved(figures.contextSaved),
    routing: saved(figures.routing),
    prompt_cache: saved(figures.promptCacheSaved),
    tier: saved(figures.tierSaved),
    escalation: figures.escalation ?? "0",
    retry: figures.retry ?? "0",
    error: figures.unanswered ?? "0",
    overhead: figures.overhead ?? "0",
  };
  return { baseline: figures.baseline, steps, cost: add(figures.baseline, ...Object.values(steps)) };
}

/** The steps that moved anything, and those that did not, in the order of the ledger. */
export function movedSteps({ steps }: Ledger): { moved: LedgerStep[]; still: LedgerStep[] } {
  return {
    moved: LEDGER_STEPS.filter((step) => !isZero(steps[step])),
    still: LEDGER_STEPS.filter((step) => isZero(steps[step])),
  };
}

export interface NetSteps {
  /** What routing alone saved. */
  gross: Amount;
  /** What they did to the savings: spending is below zero. */
  escalation: Amount;
  router: Amount;
  failure: Amount;
  net: Amount;
}

/** From what routing saved to what is left of it; the steps add up. Null where it is not known. */
export function netIn({
  routing,
  escalation,
  router,
  net,
}: Pick<NetFigures, "routing" | "escalation" | "router" | "net">): NetSteps | null {
  if (routing == null || net == null) return null;
  const spent = { escalation: negate(escalation ?? "0"), router: negate(router ?? "0") };
  return { gross: routing, ...spent, failure: subtract(net, add(routing, spent.escalation, spent.router)), net };
}
