import { SERVING_FAMILY } from "../../db/schema/sample-tables";
import { countersOf, gained, WEIGHED } from "./followed";

const GAUGES = ["running", "waiting", "kv_cache"] as const;
const counters = countersOf(SERVING_FAMILY);
const known = counters.map((counter) => `${gained(counter)} is not null`).join(" or ");
const when = (condition: string, value: string): string => `coalesce(sum(${value}) filter (where ${condition}), 0)::bigint`;

const SUMS = new Map<string, string>([
  ["samples", "count(*)"],
  ["measured_ms", when(GAUGES.map((gauge) => `${gauge} is not null`).join(" or "), "w")],
  ...GAUGES.flatMap((gauge): [string, string][] => [
    [`${gauge}_w`, when("true", `${gauge}::bigint * w`)],
    [`${gauge}_ms`, when(`${gauge} is not null`, "w")],
  ]),
  /** What a counter gained counts whole where the time to the next sample began: a request is no less one for having been served in a gap. */
  ["gains", `count(*) filter (where ${known})`],
  ...counters.map((counter): [string, string] => [counter, `coalesce(sum(${gained(counter)}), 0)::bigint`]),
]);

/** SQL of 5-minute slots with the columns of `serving_slot`, from the relation `followed`. */
export function servingSlotCells(followed: string): string {
  const { names, measures } = SERVING_FAMILY;
  return `with followed as materialized (${followed}), ${WEIGHED}
  select slot, subject, ${names.map((name) => `coalesce(${name}, 0) as ${name}`).join(", ")}, min(at) as first_at, max(at) as last_at,
    ${measures.map((name) => `${SUMS.get(name)} as ${name}`).join(",\n    ")}
  from weighed w group by slot, subject, ${names.map((name) => `coalesce(${name}, 0)`).join(", ")}`;
}
