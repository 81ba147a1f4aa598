import type { Sql, Tx } from "../../db/client";
import { SAMPLE_FAMILIES, type SampleFamily } from "../../db/schema/sample-tables";
import { partitionsOf } from "./partitions";
import { lockSamples } from "./refresh";
import { readRetention } from "./retention";
import type { Retention } from "./retention-schema";

const DAY_MS = 86_400_000;

export interface AgedOut {
  /** Partitions of samples and slots that were dropped. */
  partitions: number;
  /** Rows of parts and hours that were deleted. */
  rows: number;
}

/**
 * Lets go of samples, slots and hours that are older than the policy keeps them; what rolls them up stands for them from then on, and later records of
 * that time are left out by name. Whole partitions only, so that it costs no reading.
 */
export async function ageOut(sql: Sql, now: Date): Promise<AgedOut> {
  const retention = await readRetention(sql);
  const done = { partitions: 0, rows: 0 };
  for (const family of SAMPLE_FAMILIES) {
    done.partitions += await dropBefore(sql, family, "sample", cutOf(now, retention.samples));
    done.partitions += await dropBefore(sql, family, "slot", cutOf(now, retention.slots));
    done.rows += await sql.begin(async (tx) => {
      await lockSamples(tx);
      const parts = await tx.unsafe(
        `delete from ${family.name}_sample_part where at < (select before from sample_horizon where family = '${family.name}' and level = 'sample')`,
      );
      // To a whole day of every zone.
      const before = new Date(cutOf(now, retention.hours) - DAY_MS);
      const hours = await tx.unsafe(`delete from ${family.name}_hour where hour < $1::timestamptz`, [before.toISOString()]);
      if (hours.count > 0) await moveHorizon(tx, family, "hour", before);
      return parts.count + hours.count;
    });
  }
  return done;
}

const cutOf = (now: Date, days: Retention[keyof Retention]): number => Math.floor(now.getTime() / DAY_MS) * DAY_MS - days * DAY_MS;

async function dropBefore(sql: Sql, family: SampleFamily, level: "sample" | "slot", cut: number): Promise<number> {
  const table = `${family.name}_${level}`;
  const old = (await partitionsOf(sql, table)).filter(({ endsAt }) => endsAt <= cut);
  if (old.length === 0) return 0;
  await sql.begin(async (tx) => {
    await lockSamples(tx);
    const newest = Math.max(...old.map(({ endsAt }) => endsAt));
    await moveHorizon(tx, family, level, new Date(newest));
    for (const { name } of old) await tx.unsafe(`drop table ${name}`);
  });
  return old.length;
}

async function moveHorizon(tx: Tx, { name }: SampleFamily, level: string, before: Date): Promise<void> {
  await tx`
    insert into sample_horizon (family, level, before) values (${name}, ${level}, ${before})
    on conflict (family, level) do update set before = greatest(sample_horizon.before, excluded.before)`;
}
