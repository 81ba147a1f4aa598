import { z } from "zod";
import type { Bench } from "./bench";
import { type Figure, figure, thousands } from "./figure";

const sizes = z.array(z.object({ attempts: z.number(), facts: z.number(), rollups: z.number(), sessions: z.number(), rest: z.number() }));

/** What a stored attempt takes on disk, tables and their indexes, as the database is after the ingest (no vacuum of ours). */
export async function storageSuite(bench: Bench): Promise<Figure[]> {
  const { url } = await bench.dataSet();
  const [size] = await bench.using(url, async (sql) =>
    sizes.parse(
      await sql`
        with n as (select greatest(count(*), 1)::float8 as attempts from attempt),
        relation as (
          select relname, pg_total_relation_size(oid)::float8 as bytes
          from pg_class
          where relkind = 'r'
            and relnamespace = 'public'::regnamespace
        )
        select n.attempts,
          coalesce(sum(bytes) filter (where relname ~ '^(attempt|identity)'), 0) / n.attempts as facts,
          coalesce(sum(bytes) filter (where relname ~ '^rollup_'), 0) / n.attempts as rollups,
          coalesce(sum(bytes) filter (where relname ~ '^session'), 0) / n.attempts as sessions,
          coalesce(sum(bytes) filter (where relname !~ '^(attempt|identity|rollup_|session)'), 0) / n.attempts as rest
        from relation, n
        group by n.attempts`,
    ),
  );
  if (!size) return [];
  const conditions = `${thousands(size.attempts)} attempts, indexes included`;
  return [
    figure("fact and identity", size.facts, "B/attempt", conditions, "≤ 420"),
    figure("rollups", size.rollups, "B/attempt", conditions, "≤ 100"),
    figure("sessions", size.sessions, "B/attempt", conditions),
    figure("everything else", size.rest, "B/attempt", "names, runs, people, prices"),
  ];
}
