import type { Tx } from "../../db/client";
import { ROLLUPS, type RollupTable } from "../../db/schema/rollup-tables";
import { attemptContributions, bucketContributions } from "./contributions";
import { PREPARED } from "./prepared";

const timeColumn = (rollup: RollupTable): string => (rollup.grain === "hour" ? "hour" : "day");
const timeSource = (rollup: RollupTable): string => (rollup.grain === "utc_day" ? "utc_day" : timeColumn(rollup));

/** Columns that many rollups share; keys, users and customers are too many to group by them first. */
const WIDE = new Set(["api_key", "user_id", "customer"]);
const isWide = (rollup: RollupTable): boolean => rollup.dimensions.some((name) => WIDE.has(name));
const BASE_KEYS = ["hour", "day", "utc_day", ...new Set(ROLLUPS.filter((r) => !isWide(r)).flatMap((r) => r.dimensions))];
const BASE_MEASURES = ROLLUPS[1]?.measures ?? [];

/** `select` of a rollup's cells from a relation that holds signed, already summed (or single) contributions. */
export function cellsOf(rollup: RollupTable, relation: string, sign = ""): string {
  const keys = rollup.dimensions.join(", ");
  const sums = rollup.measures.map(({ name, type }) => `coalesce(sum(${sign}${name}), 0)::${type} as ${name}`).join(", ");
  const time = timeSource(rollup);
  return `select ${time} as ${timeColumn(rollup)}, ${keys}, ${sums} from ${relation} where ${time} is not null group by ${time}, ${keys}`;
}

/** Upserts are ordered by key: a fixed lock order, and neighbours land on the same pages. */
function upsert(rollup: RollupTable, relation: string, sign: string): string {
  const keys = [timeColumn(rollup), ...rollup.dimensions].join(", ");
  const measures = rollup.measures.map((m) => m.name);
  return `insert into ${rollup.name} (${keys}, ${measures.join(", ")})
    ${cellsOf(rollup, relation, sign)} order by ${keys}
    on conflict (${keys}) do update set ${measures.map((name) => `${name} = ${rollup.name}.${name} + excluded.${name}`).join(", ")}`;
}

function foldSql(contributions: string): string {
  const base = `select ${BASE_KEYS.join(", ")}, ${BASE_MEASURES.map(({ name }) => `sum(sign * ${name}) as ${name}`).join(", ")}
    from contribution group by ${BASE_KEYS.join(", ")}`;
  const inserts = ROLLUPS.map(
    (rollup, i) => `r${i} as (${isWide(rollup) ? upsert(rollup, "contribution", "sign * ") : upsert(rollup, "base", "")})`,
  );
  return `with contribution as materialized (${contributions}), base as materialized (${base}), ${inserts.join(", ")} select 1`;
}

export interface FoldSources {
  /** Relation with the columns of `attempt` and `sign`. */
  attempts?: string;
  /** Relation with the columns of `usage_bucket` and `sign`. */
  buckets?: string;
}

/**
 * Adds signed contributions to every rollup, inside the caller's transaction and under its merge lock.
 * `removes`: some contributions are negative, so cells that fell to nothing are deleted.
 */
export async function fold(tx: Tx, zone: string, sources: FoldSources, removes: boolean): Promise<void> {
  const parts = [
    sources.attempts && attemptContributions(sources.attempts, "a.sign"),
    sources.buckets && bucketContributions(sources.buckets, "b.sign"),
  ].filter((part) => part != null && part !== "");
  if (parts.length === 0) return;
  await tx.unsafe(foldSql(parts.join("\nunion all\n")), [zone], PREPARED);
  if (removes) for (const { name } of ROLLUPS) await tx.unsafe(`delete from ${name} where rows = 0`);
}
