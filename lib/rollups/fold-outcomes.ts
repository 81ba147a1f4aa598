import type { Tx } from "../../db/client";
import { DIMENSION_COLUMNS, MEASURES, ROLLUPS } from "../../db/schema/rollup-tables";
import { attemptContributions } from "./contributions";
import { cellsOf } from "./fold";
import { PREPARED } from "./prepared";

/** What an attempt adds because of its outcome. */
const JUDGED = MEASURES.filter(({ attempt }) => attempt.includes("a.outcome"));
const OUTCOME_COLUMNS = ["outcome", "outcome_cost", "outcome_value"];
const COLUMNS = ["occurred_at", ...DIMENSION_COLUMNS, "counted", "final", "estimable", "ledger", "cost", "saved_routing", "saved_cache"];

/** Attempts as they are (−1) and with the outcomes that `judged` gives them (+1). */
const IMAGES = `(
  select ${COLUMNS.map((c) => `a.${c}`).join(", ")}, i.sign, ${OUTCOME_COLUMNS.map((c) => `case when i.sign > 0 then j.${c} else a.${c} end as ${c}`).join(", ")}
  from judged j
  cross join lateral (select * from attempt a where a.id = j.id and a.occurred_at = j.occurred_at offset 0) a
  cross join (values (-1), (1)) as i(sign)
)`;

const SAVE = `with contribution as materialized (${attemptContributions(IMAGES, "a.sign", JUDGED)}),
${ROLLUPS.flatMap((rollup, i) => {
  const measures = rollup.measures.filter((measure) => JUDGED.includes(measure));
  if (measures.length === 0) return [];
  const keys = [rollup.grain === "hour" ? "hour" : "day", ...rollup.dimensions].join(", ");
  const names = measures.map(({ name }) => name);
  return `r${i} as (insert into ${rollup.name} (${keys}, ${names.join(", ")})
    ${cellsOf({ ...rollup, measures }, "contribution", "sign * ")} order by ${keys}
    on conflict (${keys}) do update set ${names.map((name) => `${name} = ${rollup.name}.${name} + excluded.${name}`).join(", ")})`;
}).join(",\n")} select 1`;

/**
 * Adds to the rollups what changes when the attempts of the session-local table `judged` take its outcomes; before they do. Nothing else of a cell depends on
 * outcomes. Inside the caller's transaction and under its merge lock. `zone`: the reporting zone.
 */
export async function foldOutcomes(tx: Tx, zone: string): Promise<void> {
  await tx.unsafe(SAVE, [zone], PREPARED);
}
