import type { Tx } from "../../db/client";

const ESCALATED = "o.counted and o.scope = 0 and o.result = 3";

/** Whether any request is told to have been escalated: without one there is nothing to look for. */
async function hasEscalated(tx: Tx): Promise<boolean> {
  const [row] = await tx.unsafe<{ any: boolean }[]>(`select exists (select from outcome o where ${ESCALATED}) as any`);
  return row?.any ?? false;
}

/** Which of these ids (of responses, records) were told to be escalated. */
export async function escalatedSubjects(tx: Tx, subjects: () => readonly string[]): Promise<Set<string>> {
  if (!(await hasEscalated(tx))) return new Set();
  const rows = await tx.unsafe<{ subject: string }[]>(
    `select k.subject from unnest($1::text[]) as k(subject) where exists (select from outcome o where o.subject = k.subject and ${ESCALATED})`,
    [subjects() as string[]],
  );
  return new Set(rows.map((row) => row.subject));
}

/** Those of the traces in which a call was escalated. */
export async function escalatedTraces(tx: Tx, traces: readonly string[], from: Date, to: Date): Promise<string[]> {
  if (traces.length === 0 || !(await hasEscalated(tx))) return [];
  const rows = await tx.unsafe<{ trace: string }[]>(
    `select k.trace from unnest($1::text[]) as k(trace)
     where exists (
       select from (select a.record_id, a.response_id from attempt a where a.trace = k.trace and a.occurred_at between $2 and $3 offset 0) a
       join outcome o on o.subject in (a.record_id, a.response_id) and ${ESCALATED}
     )`,
    [traces as string[], from, to],
  );
  return rows.map((row) => row.trace);
}
