import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";

/** Is this a zone that both PostgreSQL's and JavaScript's tables of zones can know (an IANA name)? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** The reporting zone; "UTC" before any was stored. */
export async function readZone(sql: Sql | Tx): Promise<string> {
  const [row] = await sql<{ value: string }[]>`select value #>> '{}' as value from setting where key = 'zone'`;
  return row?.value ?? "UTC";
}

/**
 * Seeds a new instance with `wanted` (`PERMILLE_ZONE`; default UTC). After that the stored zone rules: throws `invalid` when `wanted` differs from it
 * or is no zone.
 */
export async function settleZone(sql: Sql, wanted: string | undefined): Promise<string> {
  if (wanted != null && !isZone(wanted))
    throw new AppError("invalid", `PERMILLE_ZONE is "${wanted}", which is no time zone. Use a name like Europe/Berlin.`);
  await sql`insert into setting (key, value) values ('zone', ${sql.json(wanted ?? "UTC")}) on conflict (key) do nothing`;
  const stored = await readZone(sql);
  if (wanted != null && wanted !== stored) {
    throw new AppError(
      "invalid",
      `PERMILLE_ZONE is ${wanted}, but this instance reports in ${stored}. Unset the variable, or change the zone in Settings, which rebuilds the figures.`,
    );
  }
  return stored;
}
