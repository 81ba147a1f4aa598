import type { Sql } from "../../db/client";
import { priceAttempt } from "../ingest/price-fact";
import type { StoredAttempt } from "../ingest/stored-attempts";
import { customPrices } from "../prices";
import { createPriceBook, type Pico, readPico, writePico } from "../pricing";
import {
  aloneInLedger,
  type Baselines,
  checkRouting,
  createBaselines,
  type InLedger,
  type LedgerEntry,
  ledgerRoles,
  type RoutingField,
  type RoutingInput,
  type RoutingSetting,
  routingSettings,
} from "../savings";
import { readZone } from "../settings";
import { dayOf, startOfDay } from "../time";
import { type RowPosition, readAttempts } from "./read-rows";
import { RoutingTally } from "./routing-tally";
import { scopeOfSetting } from "./scope";

const PAGE = 10_000;
/** Code of the result "failure". */
const FAILURE = 2;
/** They change how figures are shown, not what requests saved. */
const SHOWN: ReadonlySet<RoutingField> = new Set<RoutingField>(["model_class", "target_mix"]);

/** What a setting would do to the past. Money in USD of facts in the totals. */
export interface RoutingPreview {
  examined: number;
  /** Requests of which anything would change. */
  requests: number;
  /** Requests whose savings are known. */
  estimableBefore: number;
  estimableAfter: number;
  /** Saved by routing; and net of escalations, router calls and what failures cost. */
  routingBefore: string;
  routingAfter: string;
  netBefore: string;
  netAfter: string;
  /** False: there is more than was looked at, and the true figures are larger. */
  complete: boolean;
}

const STEPS = ["cache", "context", "routing", "promptCache", "tier"] as const;
const picoText = (pico: Pico | null): string | null => (pico === null ? null : writePico(pico));
const sameAmount = (a: string | null, b: string | null): boolean => (a === null ? null : readPico(a)) === (b === null ? null : readPico(b));
const sameSteps = (stored: StoredAttempt["saved"], ledger: LedgerEntry): boolean =>
  STEPS.every((step) => sameAmount(stored[step], picoText(ledger[step])));

/** An attempt with the ledger that it would have. */
interface Compared {
  stored: StoredAttempt;
  ledger: LedgerEntry;
}

/**
 * Compares the requests that a setting is about with and without it, and keeps nothing. Looks at about `limit` attempts at most. Throws `invalid` as
 * setting it would.
 */
export async function previewRouting(
  sql: Sql,
  input: RoutingInput,
  { now, limit = 200_000 }: { now: Date; limit?: number },
): Promise<RoutingPreview> {
  const zone = await readZone(sql);
  const book = createPriceBook(await customPrices(sql));
  const value = checkRouting(input, { book, today: dayOf(now.getTime(), zone) });
  const from = input.from === null ? null : new Date(startOfDay(input.from, zone)).toISOString();
  const setting = { ...value, id: Number.MAX_SAFE_INTEGER, subject: input.subject, from } as RoutingSetting;
  const present = await routingSettings(sql);
  const sides = { before: createBaselines(present), after: createBaselines([...present, setting]) };
  const comparison = new Comparison(sides.before, sides.after);
  let complete = true;
  if (!SHOWN.has(value.field)) {
    const scope = await scopeOfSetting(sql, setting);
    for (let after: RowPosition | null = null; ; ) {
      const rows: Awaited<ReturnType<typeof readAttempts>> = await readAttempts(sql, { scope, after, limit: PAGE });
      for (const { stored } of rows)
        comparison.take({
          stored,
          ledger: priceAttempt({ book, baselines: sides.after }, stored.fact, stored.trustReported).ledger,
        });
      if (rows.length < PAGE) break;
      complete = comparison.examined < limit;
      if (!complete) break;
      after = rows.at(-1)?.position ?? null;
    }
  }
  return { ...comparison.end(), complete };
}

/** Adds up what requests save before and after; those of several attempts once all of them came. */
class Comparison {
  examined = 0;
  private readonly changed = new Set<string>();
  private readonly before = new RoutingTally();
  private readonly after = new RoutingTally();
  private readonly calls = new Map<string, Compared[]>();

  constructor(
    private readonly present: Baselines,
    private readonly planned: Baselines,
  ) {}

  take(one: Compared): void {
    this.examined += 1;
    const { counted, call, fact } = one.stored;
    if (!counted) return;
    const others = call === null ? undefined : this.calls.get(call);
    if (call === null) this.add(one, aloneInLedger(fact, one.ledger));
    else if (others) others.push(one);
    else this.calls.set(call, [one]);
  }

  end(): Omit<RoutingPreview, "complete"> {
    for (const call of this.calls.values()) {
      const roles = ledgerRoles(
        call.map(({ stored, ledger }) => ({
          overhead: stored.fact.kind === "router" || stored.fact.kind === "guard",
          succeeded: stored.fact.status === "success",
          model: stored.model,
          reason: ledger.reason,
        })),
      );
      call.forEach((one, i) => {
        this.add(one, roles[i] ?? one.stored);
      });
    }
    return {
      examined: this.examined,
      requests: this.changed.size,
      estimableBefore: this.before.estimable,
      estimableAfter: this.after.estimable,
      routingBefore: writePico(this.before.routing),
      routingAfter: writePico(this.after.routing),
      netBefore: this.before.net(),
      netAfter: this.after.net(),
    };
  }

  private add({ stored, ledger }: Compared, role: InLedger): void {
    const { fact } = stored;
    const failureCost = this.failureCostAfter(stored);
    const shared = {
      requests: stored.requests,
      cost: stored.cost === null ? null : readPico(stored.cost),
      feature: fact.feature,
      outcome: stored.outcome,
      fromGatewayCache: fact.gatewayCache !== "none",
      isRouter: fact.kind === "router",
    };
    const rateAt = (baselines: Baselines) => baselines.failureRateOf(fact.feature, fact.occurredAt);
    const now = stored.saved.routing === null ? null : readPico(stored.saved.routing);
    this.before.add({
      ...shared,
      ledger: stored.ledger,
      estimable: stored.estimable,
      routing: now,
      failureCost: stored.outcomeCost,
      baselineRate: rateAt(this.present),
    });
    this.after.add({ ...shared, ...role, routing: ledger.routing, failureCost, baselineRate: rateAt(this.planned) });
    const same =
      role.estimable === stored.estimable &&
      sameSteps(stored.saved, ledger) &&
      (shared.outcome !== FAILURE || sameAmount(failureCost, stored.outcomeCost)) &&
      (shared.outcome === null || rateAt(this.present) === rateAt(this.planned));
    if (!same) this.changed.add(stored.call ?? stored.id);
  }

  /** A failure whose cost is what is set for its feature takes the new one; what somebody told of it stays. */
  private failureCostAfter({ fact, outcomeCost }: StoredAttempt): string | null {
    const set = this.present.failureCostOf(fact.feature, fact.occurredAt);
    const isSet = outcomeCost === null || (set !== null && readPico(set) === readPico(outcomeCost));
    return isSet ? this.planned.failureCostOf(fact.feature, fact.occurredAt) : outcomeCost;
  }
}
