import { GPU_FAMILY } from "../../db/schema/sample-tables";
import { gained, SLOT_MS, WEIGHED } from "./followed";
import { activitySql } from "./signal";

const ACTIVE = "coalesce(engine, sm, util) is not null";
/** A card with instances is told by them: its own activity and memory don't count beside theirs. Power and energy are the card's. */
const OWN = "own";
const when = (condition: string, value: string): string => `coalesce(sum(${value}) filter (where ${condition}), 0)::bigint`;
const share = (signal: string): [string, string][] => [
  [`${signal}_uw`, when(OWN, `${signal}::bigint * w`)],
  [`${signal}_ms`, when(`${OWN} and ${signal} is not null`, "w")],
];
const MEMORY = "memory_used is not null and memory_free is not null";
/** Within a gap the counter's gain is spread evenly over time, and only the part that is measured counts. */
const ENERGY = `case when ${gained("energy")} is not null then round(${gained("energy")} * 1000::numeric * w / gap_ms)::bigint else power::bigint * w end`;

const SUMS = new Map<string, string>([
  ["samples", "count(*)"],
  ["measured_ms", when(`${OWN} and ${ACTIVE}`, "w")],
  ...["engine", "sm", "util", "tensor", "dram"].flatMap(share),
  ["memory_used_w", when(`${OWN} and ${MEMORY}`, "memory_used::bigint * w")],
  ["memory_total_w", when(`${OWN} and ${MEMORY}`, "(memory_used::bigint + memory_free + coalesce(memory_reserved, 0)) * w")],
  ["energy_uj", `coalesce(sum(${ENERGY}), 0)::bigint`],
  ["energy_ms", when(`${gained("energy")} is not null or power is not null`, "w")],
  ["power_uj", "coalesce(sum(power::bigint * w), 0)::bigint"],
  ["power_ms", when("power is not null", "w")],
  ["allocated_ms", when(`${OWN} and ${ACTIVE} and allocated`, "w")],
  ["allocation_ms", when(`${OWN} and ${ACTIVE} and allocated is not null`, "w")],
]);

const names = GPU_FAMILY.names.join(", ");
const measures = GPU_FAMILY.measures.filter((name) => name !== "slot_ms" && name !== "idle_ms");

/**
 * SQL of 5-minute slots with the columns of `gpu_slot`, from the relation `followed`. `idleBelow` is SQL for the activity in parts per million below
 * which a slot is idle. A GPU that changes hands within a slot has a row for each holder, and each its part of the slot by time. Where scrapes are further apart than slots, a
 * sample's slot stands for as many as it was measured for.
 */
export function gpuSlotCells(followed: string, idleBelow: string): string {
  return `with followed as materialized (${followed}), ${WEIGHED},
  owned as (
    select w.*, ${GPU_FAMILY.names.map((name) => `coalesce(w.${name}, 0) as ${name}_id`).join(", ")},
      d.instance <> '' or not bool_or(d.instance <> '' and ${ACTIVE}) over (partition by w.card, w.slot) as own
    from weighed w join gpu_device d on d.id = w.subject
  ),
  summed as (
    select slot, subject, ${GPU_FAMILY.names.map((name) => `${name}_id as ${name}`).join(", ")}, min(at) as first_at, max(at) as last_at,
      ${measures.map((name) => `${SUMS.get(name)} as ${name}`).join(",\n      ")}
    from owned group by slot, subject, ${GPU_FAMILY.names.map((name) => `${name}_id`).join(", ")}
  ),
  shared as (
    select s.*, coalesce(round(${SLOT_MS}.0 * greatest(1, floor(total_ms / ${SLOT_MS}.0 + 0.05)) * measured_ms / nullif(total_ms, 0)), 0)::bigint as slot_ms
    from (select *, sum(measured_ms) over (partition by slot, subject) as total_ms from summed) s
  )
  select slot, subject, ${names}, first_at, last_at, ${measures.join(", ")}, slot_ms,
    case when ${activitySql("s")} < ${idleBelow} then slot_ms else 0 end::bigint as idle_ms
  from shared s`;
}
