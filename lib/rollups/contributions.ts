import { DIMENSION_COLUMNS, MEASURES, type Measure } from "../../db/schema/rollup-tables";

/** Dimensions of `attempt` that a usage bucket does not have: unknown there. */
const BUCKET_DIMENSIONS = new Set(["source", "provider", "model", "tier", "kind", "project", "api_key", "user_id"]);

/**
 * SQL of what each counted attempt of `relation` adds to the rollups: sign, hour, day, utc_day, the dimensions and one column for each measure.
 * `$1` is the reporting zone. `sign` is SQL for +1 or −1 over alias `a`.
 */
export function attemptContributions(relation: string, sign = "1", measures: readonly Measure[] = MEASURES): string {
  return `select ${sign} as sign,
    date_trunc('hour', a.occurred_at, $1) as hour,
    (a.occurred_at at time zone $1)::date as day,
    (a.occurred_at at time zone 'UTC')::date as utc_day,
    ${DIMENSION_COLUMNS.map((name) => `a.${name}::integer as ${name}`).join(", ")},
    ${measures.map((m) => `(${m.attempt})::${m.type} as ${m.name}`).join(",\n    ")}
  from ${relation} a
  where a.counted`;
}

/**
 * The same for usage buckets (alias `b`). A day-wide bucket counts whole in the reporting date of the same name and in no hour
 * (`hour` is null); a finer one counts where it starts.
 */
export function bucketContributions(relation: string, sign = "1"): string {
  return `select ${sign} as sign,
    case when b.width <> '1d' then date_trunc('hour', b.snapped_at, $1) end as hour,
    case when b.width = '1d' then b.utc_day else (b.snapped_at at time zone $1)::date end as day,
    null::date as utc_day,
    ${DIMENSION_COLUMNS.map((name) => `${BUCKET_DIMENSIONS.has(name) ? `b.${name}` : "0"}::integer as ${name}`).join(", ")},
    ${MEASURES.map((m) => `(${m.bucket})::${m.type} as ${m.name}`).join(",\n    ")}
  from ${relation} b
  where b.counted`;
}
