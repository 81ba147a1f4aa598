import type { Sql } from "../../db/client";
import { RECENT_CARDS, recentDays, spansAt } from "./recent";
import { RULE_FIELDS, RULE_SETS, type RuleField, type RuleSets } from "./rule";
import { type State, withState } from "./state";

/** A rule as people made it. Instants are ISO. */
export interface SetGpuRule {
  id: number;
  field: RuleField;
  subject: string;
  sets: RuleSets;
  value: string | null;
  fromDay: string | null;
  note: string | null;
  createdBy: string;
  createdAt: string;
  retiredBy: string | null;
  retiredAt: string | null;
  state: State;
  /** Cards of the last 30 days that it names today. */
  cards: number;
}

const NAMED = "case when right(r.subject, 1) = '*' then starts_with(v.value, left(r.subject, -1)) else v.value = r.subject end";

/** Every rule that was ever set, by what it sets, field and subject, in each the latest day first. */
export async function listGpuRules(sql: Sql, now: Date): Promise<SetGpuRule[]> {
  const { from, today } = await recentDays(sql, now);
  const [rows, counts] = await Promise.all([
    sql<(Omit<SetGpuRule, "createdAt" | "retiredAt" | "state" | "cards"> & { createdAt: Date; retiredAt: Date | null })[]>`
      select id, field, subject, sets, value, from_day::text as "fromDay", note, created_by as "createdBy", created_at as "createdAt",
        retired_by as "retiredBy", retired_at as "retiredAt"
      from gpu_rule
      order by array_position(${[...RULE_SETS]}::text[], sets), array_position(${[...RULE_FIELDS]}::text[], field), subject, from_day desc nulls last, id desc`,
    sql.unsafe<{ id: number; cards: number }[]>(
      `with card as materialized (${RECENT_CARDS}),
        named as materialized (
          select distinct c.card, n.field, n.id
          from card c join ${spansAt("$2::date")}
            left join lateral (
              select t.served from serving_tie t where t.namespace = c.namespace and t.pod = c.pod and t.from_day <= $2::date order by t.from_day desc limit 1
            ) t on true,
            lateral (values ('host', c.host), ('gpu_model', c.gpu_model), ('pool', s.pool), ('namespace', c.namespace), ('pod', c.pod), ('model', s.model),
              ('model', t.served)) as n(field, id)
          where n.id <> 0
        )
      select r.id, count(distinct n.card)::integer as cards
      from gpu_rule r join named n on n.field = r.field join dimension_value v on v.id = n.id and ${NAMED}
      where r.retired_at is null group by r.id`,
      [from, today],
    ),
  ]);
  const cards = new Map(counts.map((row) => [row.id, row.cards]));
  const listed = rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    cards: cards.get(row.id) ?? 0,
  }));
  return withState(listed, ({ sets, field, subject }) => `${sets}\n${field}\n${subject}`, today);
}
