import { type Amount, add, isZero, negate, subtract } from "../money";
import { LEDGER_REASON_TEXT, LEDGER_REASONS, LEDGER_ROLES, type LedgerReason, type LedgerRole, type RoutingSetting } from "../savings";
import { LEDGER_STEPS, type LedgerStep, type RequestLedger } from "./request-answer";
import { baselineOf } from "./request-baseline";

/** An attempt of a request as its row holds it; money in USD, decimal text. */
export interface LedgerAttempt {
  id: string;
  /** Epoch ms. */
  at: number;
  number: number;
  final: boolean;
  /** Codes of lib/savings/roles.ts. */
  ledger: number;
  reason: number | null;
  estimable: boolean;
  feature: string | null;
  requestedModel: string | null;
  model: string | null;
  cost: Amount | null;
  cache: Amount | null;
  context: Amount | null;
  routing: Amount | null;
  promptCache: Amount | null;
  tier: Amount | null;
  outcome: number | null;
  outcomeCost: Amount | null;
  outcomeValue: Amount | null;
}

const roleOf = (code: number): LedgerRole | null =>
  (Object.entries(LEDGER_ROLES).find(([, of]) => of === code)?.[0] as LedgerRole | undefined) ?? null;
const reasonOf = (code: number): LedgerReason | null =>
  (Object.entries(LEDGER_REASONS).find(([, of]) => of === code)?.[0] as LedgerReason | undefined) ?? null;

/** The ledger of one request from its attempts, in their order: amounts as stored, the baseline's name from what is set. Pure. */
export function requestLedger(attempts: readonly LedgerAttempt[], settings: readonly RoutingSetting[], zone: string): RequestLedger {
  const answer = attempts.find(({ ledger }) => ledger === LEDGER_ROLES.answer || ledger === LEDGER_ROLES.answer_escalated);
  const asked = answer ?? attempts.find(({ final }) => final) ?? attempts[0];
  const estimable = attempts.length > 0 && attempts.every((one) => one.estimable);
  const known = attempts.flatMap(({ cost }) => cost ?? []);
  const cost = known.length > 0 ? add(...known) : null;
  const spent = (role: LedgerRole): Amount =>
    add(...attempts.filter(({ ledger }) => ledger === LEDGER_ROLES[role]).map((one) => one.cost ?? "0"));
  const saved: Record<LedgerStep, Amount> = {
    cache: answer?.cache ?? "0",
    context: answer?.context ?? "0",
    routing: answer?.routing ?? "0",
    prompt_cache: answer?.promptCache ?? "0",
    tier: answer?.tier ?? "0",
    escalation: negate(spent("escalation")),
    retry: negate(spent("retry")),
    error: negate(spent("error")),
    overhead: negate(spent("overhead")),
  };
  const baseline = add(cost ?? "0", ...Object.values(saved));
  let left = baseline;
  return {
    estimable,
    reason: estimable ? null : whyNot(attempts, answer),
    baseline: asked ? baselineOf(settings, asked, zone) : null,
    wouldHaveCost: estimable ? baseline : null,
    steps: estimable
      ? LEDGER_STEPS.map((step) => {
          left = subtract(left, saved[step]);
          return { step, saved: isZero(saved[step]) ? "0" : saved[step], after: left };
        })
      : [],
    cost,
    attempts: attempts.map((one) => ({
      id: one.id,
      number: one.number,
      role: roleOf(one.ledger),
      model: one.model,
      cost: one.cost,
      estimable: one.estimable,
    })),
  };
}

/** An attempt without a price makes the whole request unknown; else it is what its answer lacks. */
function whyNot(attempts: readonly LedgerAttempt[], answer: LedgerAttempt | undefined): RequestLedger["reason"] {
  const unpriced = attempts.some(({ reason }) => reason === LEDGER_REASONS.no_price);
  const code = unpriced ? "no_price" : answer?.reason == null ? null : reasonOf(answer.reason);
  return code && { code, text: `${LEDGER_REASON_TEXT[code]}.` };
}
