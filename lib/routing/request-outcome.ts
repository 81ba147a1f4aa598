import type { Tx } from "../../db/client";
import { OUTCOME_RESULTS, OUTCOME_SCOPES } from "../facts/outcome-fact";
import type { RequestOutcome } from "./request-answer";
import type { LedgerAttempt } from "./request-ledger";

interface Judged {
  attempts: readonly LedgerAttempt[];
  /** Ids by which an outcome can name the request. */
  records: readonly string[];
  trace: string | null;
  session: string | null;
}

interface Row {
  scope: number;
  subject: string;
  name: string;
  result: number;
  value: string | null;
  failureCost: string | null;
  source: string | null;
  run: number;
  at: Date;
  counted: boolean;
  uncounted: string | null;
}

type Result = (typeof OUTCOME_RESULTS)[number];
/** Of several that count, the worst is the result. */
const WORST: readonly Result[] = ["failure", "escalated", "success"];

/** Every version of what was told about a request, its trace or its session, the ones that count first; null where nothing was. */
export async function readRequestOutcome(tx: Tx, { attempts, records, trace, session }: Judged): Promise<RequestOutcome | null> {
  const subjects = [...records, trace, session].filter((subject) => subject != null);
  const rows = await tx<Row[]>`
    select o.scope, o.subject, o.name, o.result, trim_scale(o.value)::text as value, trim_scale(o.failure_cost)::text as "failureCost",
      (select s.label from source s where s.num = o.source) as source, o.run, coalesce(o.told_at, o.as_of) as at, o.counted, o.uncounted
    from outcome o
    where o.subject = any(${subjects}::text[])
      and ((o.scope = 0 and o.subject = any(${[...records]}::text[])) or (o.scope = 1 and o.subject = ${trace}) or (o.scope = 2 and o.subject = ${session}))
    order by o.counted desc, o.scope desc, o.as_of desc, o.name`;
  const carrier = attempts.find(({ outcome }) => outcome != null && outcome > 0);
  const counted = rows.filter((row) => row.counted);
  const widest = Math.max(...counted.map(({ scope }) => scope));
  const results = counted.filter(({ scope }) => scope === widest).map(({ result }) => OUTCOME_RESULTS[result - 1]);
  const result = (carrier?.outcome ? OUTCOME_RESULTS[carrier.outcome - 1] : undefined) ?? WORST.find((one) => results.includes(one));
  if (result === undefined) return null;
  return {
    result,
    failureCost: carrier?.outcomeCost ?? null,
    value: carrier?.outcomeValue ?? null,
    attempt: carrier?.id ?? null,
    told: rows.map(({ scope, result: told, at, counted: holds, uncounted, ...row }) => ({
      ...row,
      scope: OUTCOME_SCOPES[scope] ?? "request",
      result: OUTCOME_RESULTS[told - 1] ?? "success",
      at: at.toISOString(),
      counted: holds && scope === widest,
      uncounted: holds ? (scope === widest ? null : `What was told of its ${OUTCOME_SCOPES[widest]} counts instead.`) : whyNot(uncounted),
    })),
  };
}

/** In words why a version does not hold. */
const whyNot = (code: string | null): string =>
  code === "version" || code === null ? "It was told anew later." : `It does not hold: ${code}.`;
