import type { Call } from "./call";
import { endOf } from "./call";
import { featureDay } from "./day";
import { docExtraction } from "./features/documents";
import { researchAgent, runaway } from "./features/research-agent";
import { supportChat } from "./features/support-chat";
import { MODELS } from "./models";
import { DAY_MS, type Plan, STORY } from "./plan";
import { type Chance, chance } from "./random";
import type { Span } from "./streams";

/** What somebody told about a call, a trace or a session. Instants are epoch ms; amounts USD. */
export interface Told {
  scope: "request" | "trace" | "session";
  id: string;
  name: string;
  outcome: "success" | "failure" | "escalated";
  value: string | null;
  failureCost: string | null;
  /** When it happened, and when this was told. */
  at: number;
  toldAt: number;
}

/** The longest that anybody takes to say what became of a call, or to correct it. */
export const LATEST_DAYS = 6;

const HOUR_MS = 3_600_000;

/** All that is ever told about the calls of one UTC day (days since 1970), corrections included. Nobody asked before there was a router. */
export function toldOfDay(plan: Plan, day: number): Told[] {
  const age = day - plan.anchor;
  if (age < STORY.router) return [];
  const calls = (name: string, of: typeof supportChat): Call[] => of(featureDay(plan, day, name));
  const own = (name: string): Chance => chance(plan.seed, day, name, "outcomes");
  return [
    ...feedback(own("supportChat"), calls("supportChat", supportChat)),
    ...checked(own("docExtraction"), calls("docExtraction", docExtraction)),
    ...judgedRuns(own("researchAgent"), calls("researchAgent", researchAgent)),
    ...(age === STORY.runaway ? redone(runaway(plan, day)) : []),
  ];
}

/**
 * Support chat: what the router sent on after reading the answer, told at once; and of three in ten answers, and most of those that it sent on to the dear model, whether they helped,
 * as the customer's next steps show within hours. Some who seemed content come back days later. What a failure costs is set for the feature: somebody of the support desk takes over.
 */
function feedback(luck: Chance, calls: readonly Call[]): Told[] {
  const sentOn = new Set(calls.flatMap((call) => (call.escalated ? [call.trace] : [])));
  return calls.flatMap((call) => {
    if (call.kind !== "chat" || call.failure || call.cacheHit || call.environment === "staging") return [];
    const told = newTold("request", call.id, "resolved", call);
    if (call.escalated) return [{ ...told, outcome: "escalated", toldAt: endOf(call) + 2_000 }];
    if (!luck.is(sentOn.has(call.trace) ? 0.85 : 0.3)) return [];
    const failed = luck.is(call.model === MODELS.haiku ? 0.055 : 0.035);
    const first: Told = {
      ...told,
      outcome: failed ? "failure" : "success",
      toldAt: endOf(call) + Math.round(luck.between(0.2, 7) * HOUR_MS),
    };
    const isCorrected = luck.is(failed ? 0.06 : call.model === MODELS.haiku ? 0.014 : 0.004);
    if (!isCorrected) return [first];
    const later = first.toldAt + Math.round(luck.between(18, 96) * HOUR_MS);
    return [first, { ...first, outcome: failed ? "success" : "failure", toldAt: later }];
  });
}

/** Extraction: a clerk reads every fourth form against its document a day or two later, and says what mending a bad one cost where that was unusual. */
function checked(luck: Chance, calls: readonly Call[]): Told[] {
  return calls.flatMap((call) => {
    if (call.failure || call.environment === "staging" || !luck.is(0.25)) return [];
    const failed = luck.is(call.model === MODELS.flash ? 0.02 : 0.016);
    const failureCost = failed && luck.is(0.3) ? luck.between(1.5, 4).toFixed(2) : null;
    const toldAt = endOf(call) + Math.round(luck.between(20, 50) * HOUR_MS);
    return [{ ...newTold("trace", call.trace, "form check", call), outcome: failed ? "failure" : "success", failureCost, toldAt }];
  });
}

/** Research: of two runs in five an analyst says that the report was worth a morning, or does it again. */
function judgedRuns(luck: Chance, calls: readonly Call[]): Told[] {
  const runs = new Map<string, Call>();
  for (const call of calls) if (call.session !== null) runs.set(call.session, call);
  return [...runs].flatMap(([session, last]) => {
    if (!luck.is(0.4)) return [];
    const failed = luck.is(0.07);
    return [
      {
        ...newTold("session", session, "report", last),
        outcome: failed ? "failure" : "success",
        value: failed ? null : luck.between(45, 140).toFixed(2),
        failureCost: failed ? luck.between(60, 110).toFixed(2) : null,
        toldAt: endOf(last) + Math.round(luck.between(1, 70) * HOUR_MS),
      },
    ];
  });
}

/** The run that never ended was thrown away in the morning. */
function redone(calls: readonly Call[]): Told[] {
  const [first] = calls;
  if (first?.session == null) return [];
  return [
    {
      ...newTold("session", first.session, "report", first),
      outcome: "failure",
      failureCost: "95.00",
      toldAt: (Math.floor(first.at / DAY_MS) + 1) * DAY_MS + 8 * HOUR_MS,
    },
  ];
}

function newTold(scope: Told["scope"], id: string, name: string, about: Call): Told {
  return { scope, id, name, outcome: "success", value: null, failureCost: null, at: endOf(about), toldAt: endOf(about) };
}

const iso = (at: number): string => new Date(at).toISOString();

/** A CSV with a header of all that was told in a span about the days from `from` on, in the order it was told; nothing where nothing was. */
export async function* outcomesCsv(plan: Plan, { from, since, until }: Span): AsyncGenerator<Uint8Array> {
  const told: Told[] = [];
  for (let day = from; day * DAY_MS < until; day += 1)
    for (const one of toldOfDay(plan, day)) if (one.toldAt >= since && one.toldAt < until) told.push(one);
  if (told.length === 0) return;
  told.sort((a, b) => a.toldAt - b.toldAt || (a.id < b.id ? -1 : 1));
  const lines = told.map(({ scope, id, name, outcome, value, failureCost, at, toldAt }) =>
    [scope, id, name, outcome, value ?? "", failureCost ?? "", iso(at), iso(toldAt)].join(","),
  );
  yield new TextEncoder().encode(`${["scope,id,name,outcome,value,failure_cost,at,as_of", ...lines].join("\n")}\n`);
}
