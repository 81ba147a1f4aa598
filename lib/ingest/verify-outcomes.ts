import type { Sql } from "../../db/client";
import { type Difference, inSettledSnapshot } from "../rollups";
import { createBaselines, routingSettings } from "../savings";
import { type JudgedRow, judge, keysOf, unitKey } from "./judge";
import { type Judged, readJudged } from "./judged-rows";
import { changesOf } from "./settle-outcomes";

const CHUNK = 2_000;

/**
 * Computes anew what every outcome says of every attempt, from outcomes and attempts alone, in one snapshot and in flat memory. Empty when all attempts
 * hold what they should: which outcomes hold (`outcome`, versions marked wrongly), and what attempts have of them (`attempt.outcome`).
 */
export async function verifyOutcomes(sql: Sql): Promise<Difference[]> {
  return inSettledSnapshot(sql, async (tx) => {
    const differences: Difference[] = [];
    const [marks] = await tx<{ cells: number }[]>`
      select count(*)::integer as cells from (
        select counted, row_number() over (partition by id order by as_of desc, content desc) = 1 as newest from outcome
      ) o where counted <> newest`;
    if (marks && marks.cells > 0) differences.push({ table: "outcome", cells: marks.cells });
    const { failureCostOf } = createBaselines(await routingSettings(tx));
    let wrong = 0;
    let right = 0;
    let after: { scope: number; subject: string } | null = null;
    for (;;) {
      const units: { scope: number; subject: string }[] = await tx<{ scope: number; subject: string }[]>`
        select distinct scope, subject from outcome
        where counted and (${after === null} or (scope, subject) > (${after?.scope ?? 0}::smallint, ${after?.subject ?? ""}::text))
        order by scope, subject limit ${CHUNK}`;
      const [first, last] = [units[0], units.at(-1)];
      if (!first || !last) break;
      const { rows, held } = await readJudged(tx, { units });
      const verdicts = judge(rows, held, failureCostOf);
      const changed = new Set(changesOf(rows, verdicts).map(({ row }) => row.id));
      // A request that outcomes of several chunks are about is met in each of them: the first of these has it.
      const mine = new Set(units.map((unit) => unitKey(unit.scope, unit.subject)));
      const owners = ownersOf(rows, held);
      for (const row of rows) {
        if (!mine.has(owners.get(row.call ?? row.id) ?? "")) continue;
        if (changed.has(row.id)) wrong += 1;
        else if (row.outcome !== null) right += 1;
      }
      after = last;
    }
    const [all] = await tx<{ rows: number }[]>`select count(*)::float8 as rows from attempt where outcome is not null`;
    const left = (all?.rows ?? 0) - right;
    if (wrong > 0 || left > 0) differences.push({ table: "attempt.outcome", cells: Math.max(wrong, left) });
    return differences;
  });
}

/** Of each request (by its call, else its only row) the first of what outcomes about it are about. */
function ownersOf(rows: readonly JudgedRow[], held: Judged["held"]): Map<string, string> {
  const owners = new Map<string, string>();
  for (const row of rows) {
    const request = row.call ?? row.id;
    for (const { scope, subject } of keysOf(row)) {
      const key = unitKey(scope, subject);
      const owner = owners.get(request);
      if (held.has(key) && (owner === undefined || key < owner)) owners.set(request, key);
    }
  }
  return owners;
}
