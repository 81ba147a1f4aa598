import type { Sql } from "../../db/client";
import { readZone } from "../settings";
import { type Day, dayOf } from "../time";
import { ROUTING_FIELDS, type RoutingField, type RoutingSetting } from "./baselines";

/** `holds` today; `planned` for a later day; `superseded` by a later setting of the same field and subject; `retired` by somebody. */
export type RoutingState = "holds" | "planned" | "superseded" | "retired";

/** A setting as people made it. Instants are ISO. */
export interface SetRouting {
  id: number;
  field: RoutingField;
  subject: string;
  value: RoutingSetting["value"];
  /** First day in the reporting zone; null: always. */
  fromDay: Day | null;
  note: string | null;
  createdBy: string;
  createdAt: string;
  retiredBy: string | null;
  retiredAt: string | null;
  state: RoutingState;
}

export interface RoutingFilter {
  field?: RoutingField;
  subject?: string;
}

/** Everything that was ever set, by field and subject, in each the latest day first; retired ones are marked. */
export async function listRouting(sql: Sql, now: Date, { field, subject }: RoutingFilter = {}): Promise<SetRouting[]> {
  const today = dayOf(now.getTime(), await readZone(sql));
  const rows = await sql<(Omit<SetRouting, "createdAt" | "retiredAt" | "state"> & { createdAt: Date; retiredAt: Date | null })[]>`
    select id, field, subject, value, from_day::text as "fromDay", note, created_by as "createdBy", created_at as "createdAt", retired_by as "retiredBy",
      retired_at as "retiredAt"
    from routing_setting
    where (${field ?? null}::text is null or field = ${field ?? null}) and (${subject ?? null}::text is null or subject = ${subject ?? null})
    order by array_position(${[...ROUTING_FIELDS]}::text[], field), subject, from_day desc nulls last, id desc`;
  const holding = new Set<string>();
  return rows.map(({ createdAt, retiredAt, ...row }) => {
    const key = `${row.field}\n${row.subject}`;
    let state: RoutingState = "retired";
    if (retiredAt === null) {
      const planned = row.fromDay !== null && row.fromDay > today;
      state = planned ? "planned" : holding.has(key) ? "superseded" : "holds";
      if (!planned) holding.add(key);
    }
    return { ...row, createdAt: createdAt.toISOString(), retiredAt: retiredAt?.toISOString() ?? null, state };
  });
}
