import type { Sql } from "../../db/client";

export interface Watching {
  rules: number;
  budgets: number;
  /** Since when the first of them watches, ISO; null without any. */
  since: string | null;
}

/** What would tell if something was out of line: rules and budgets that are not archived. */
export async function readWatching(sql: Sql): Promise<Watching> {
  const [row] = await sql<{ rules: number; budgets: number; since: Date | null }[]>`
    select
      count(*) filter (where kind = 'rule')::integer as rules,
      count(*) filter (where kind = 'budget')::integer as budgets,
      min(created_at) as since
    from (
      select 'rule' as kind, created_at from alert_rule where archived_at is null
      union all
      select 'budget', created_at from budget where archived_at is null
    ) watchers`;
  return { rules: row?.rules ?? 0, budgets: row?.budgets ?? 0, since: row?.since?.toISOString() ?? null };
}
