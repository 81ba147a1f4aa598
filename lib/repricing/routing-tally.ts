import { add, compare, divide, multiply, subtract } from "../money";
import { addPico, type Pico, writePico } from "../pricing";
import { LEDGER_ROLES } from "../savings";

/** One attempt as the figures of routing take it. */
export interface TalliedRow {
  ledger: number;
  estimable: boolean;
  /** Requests that the row stands for. */
  requests: number;
  /** Pico-dollars; null: the baseline itself answered. */
  routing: Pico | null;
  cost: Pico | null;
  feature: string | null;
  /** A code of results, null or 0 where none stands on it. */
  outcome: number | null;
  /** USD, decimal strings. */
  failureCost: string | null;
  /** Failure rate of the baseline model, as set for that time. */
  baselineRate: string | null;
  fromGatewayCache: boolean;
  /** A call that routes: its cost is routing's own. */
  isRouter: boolean;
}

/** Outcomes of one feature: N routed ones, F failures of them, L their cost. */
interface Judged {
  outcomes: number;
  failures: number;
  cost: string;
  rates: string;
  rated: number;
  baseline: { outcomes: number; failures: number };
}

const FAILURE = 2;
/** Fewer outcomes of the baseline than this say nothing about its failure rate. */
const MEASURABLE = 30;

/** Gross and net savings by routing over some attempts (NUMBERS: the savings ledger). */
export class RoutingTally {
  /** Requests whose savings are known. */
  estimable = 0;
  routing: Pico = 0;
  private spent: Pico = 0;
  private readonly judged = new Map<string, Judged>();

  add(row: TalliedRow): void {
    const { ledger, estimable, routing, cost, outcome } = row;
    if (row.isRouter) this.spent = addPico(this.spent, cost ?? 0);
    if (!estimable) return;
    this.estimable += row.requests;
    if (ledger === LEDGER_ROLES.escalation) this.spent = addPico(this.spent, cost ?? 0);
    if (ledger !== LEDGER_ROLES.answer && ledger !== LEDGER_ROLES.answer_escalated) return;
    this.routing = addPico(this.routing, routing ?? 0);
    if (outcome === null || outcome === 0) return;
    if (routing !== null) this.judge(row);
    else if (!row.fromGatewayCache) {
      const { baseline } = this.of(row.feature);
      baseline.outcomes += 1;
      if (outcome === FAILURE) baseline.failures += 1;
    }
  }

  private judge({ feature, outcome, failureCost, baselineRate }: TalliedRow): void {
    const judged = this.of(feature);
    judged.outcomes += 1;
    if (baselineRate !== null) {
      judged.rates = add(judged.rates, baselineRate);
      judged.rated += 1;
    }
    if (outcome !== FAILURE) return;
    judged.failures += 1;
    judged.cost = add(judged.cost, failureCost ?? "0");
  }

  private of(feature: string | null): Judged {
    const known = this.judged.get(feature ?? "");
    if (known) return known;
    const judged: Judged = { outcomes: 0, failures: 0, cost: "0", rates: "0", rated: 0, baseline: { outcomes: 0, failures: 0 } };
    this.judged.set(feature ?? "", judged);
    return judged;
  }

  /** Routing less escalations, router calls and what failures cost beyond the baseline's own, in USD. */
  net(): string {
    const failures = [...this.judged.values()].map(failureCostOf);
    return subtract(writePico(addPico(this.routing, -this.spent)), add(...failures));
  }
}

function failureCostOf({ outcomes, failures, cost, rates, rated, baseline }: Judged): string {
  if (failures === 0) return "0";
  const measured = baseline.outcomes >= MEASURABLE ? divide(String(baseline.failures), String(baseline.outcomes)) : null;
  const rate = (rated > 0 ? divide(rates, String(rated)) : measured) ?? "0";
  const expected = divide(multiply(rate, String(outcomes)), String(failures)) ?? "0";
  return compare(expected, "1") >= 0 ? "0" : multiply(cost, subtract("1", expected));
}
