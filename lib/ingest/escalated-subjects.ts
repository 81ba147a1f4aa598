import type { Tx } from "../../db/client";
import { attemptsBy } from "./attempts-by";
import { presentIn } from "./present";

const ESCALATED = "o.counted and o.scope = 0 and o.result = 3";

/** Which of these ids (of responses, records) were told to be escalated. */
export async function escalatedSubjects(tx: Tx, subjects: () => readonly string[]): Promise<Set<string>> {
  if (!(await presentIn(tx)).escalated) return new Set();
  const rows = await tx.unsafe<{ subject: string }[]>(
    `select o.subject from unnest($1::text[]) as k(subject) cross join lateral (select * from outcome o where o.subject = k.subject offset 0) o where ${ESCALATED}`,
    [subjects() as string[]],
  );
  return new Set(rows.map((row) => row.subject));
}

/** Those of the traces in which a call was escalated. */
export async function escalatedTraces(tx: Tx, traces: () => readonly string[], from: Date, to: Date): Promise<string[]> {
  if (!(await presentIn(tx)).escalated) return [];
  const rows = await tx<{ trace: string; recordId: string; responseId: string | null }[]>`
    select id_text(a.trace) as trace, id_text(a.record_id) as "recordId", id_text(a.response_id) as "responseId"
    from ${attemptsBy(tx, "trace", traces())} a where a.occurred_at between ${from} and ${to}`;
  const escalated = await escalatedSubjects(tx, () =>
    rows.flatMap(({ recordId, responseId }) => (responseId === null ? [recordId] : [recordId, responseId])),
  );
  return [
    ...new Set(
      rows.flatMap(({ trace, recordId, responseId }) => (escalated.has(recordId) || escalated.has(responseId ?? "") ? [trace] : [])),
    ),
  ];
}
