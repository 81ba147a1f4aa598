import { createHash } from "node:crypto";
import type { Sql } from "../../db/client";
import { packId } from "../../db/packed-id";
import { rebuild } from "../rollups";

/** Facts by hand, for tests: rows as they stand in the tables, dimension values as text. Call `settle` after the last one. */
export interface TestFacts {
  source(id: string, role?: "gateway" | "provider"): Promise<number>;
  attempt(fact: { at: string; source: number } & Record<string, unknown>): Promise<string>;
  bucket(fact: { day: string; source: number } & Record<string, unknown>): Promise<void>;
  bill(fact: { day: string; source: number; cost: string } & Record<string, unknown>): Promise<void>;
  settle(): Promise<void>;
}

const uuid = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
};

const VALUES: Record<string, string> = { user_id: "user" };
const STORED = new Set([
  "provider",
  "model",
  "model_name",
  "requested_model",
  "route",
  "team",
  "project",
  "feature",
  "environment",
  "api_key",
  "user_id",
  "customer",
  "error_class",
  "unpriced",
]);

const PACKED = new Set(["trace", "span", "parent", "response_id"]);

export async function testFacts(sql: Sql, zone: string): Promise<TestFacts> {
  await sql`insert into setting (key, value) values ('zone', ${sql.json(zone)}) on conflict (key) do update set value = excluded.value`;
  await sql.unsafe("create table if not exists attempt_test partition of attempt default");
  let count = 0;
  const stored = async (fact: Record<string, unknown>): Promise<Record<string, unknown>> => {
    const row: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(fact))
      row[name] =
        typeof value !== "string"
          ? value
          : STORED.has(name)
            ? await valueId(sql, VALUES[name] ?? name, value)
            : PACKED.has(name)
              ? packId(value)
              : value;
    return row;
  };
  return {
    async source(id, role = "gateway") {
      const [row] = await sql<
        { num: number }[]
      >`insert into source (id, kind, label, role) values (${id}, 'test', ${id}, ${role}) returning num`;
      return row?.num ?? 0;
    },
    async attempt({ at, ...fact }) {
      count += 1;
      const id = uuid(`attempt ${count}`);
      const priced = fact.cost == null ? 0 : 1;
      const row = {
        id,
        occurred_at: new Date(at),
        run: 1,
        status: 0,
        kind: 0,
        tier: 0,
        priced,
        record_id: packId(`record-${count}`),
        ...(await stored(fact)),
      };
      await sql`insert into attempt ${sql(row)}`;
      await sql`insert into identity (id, content, occurred_at, as_of) values (${id}, ${count}, ${row.occurred_at}, ${row.occurred_at})`;
      if (fact.session_key != null) {
        const key = Number(fact.session_key);
        await sql`insert into session_name (key, id) values (${key}, ${`session-${key}`}) on conflict do nothing`;
      }
      return id;
    },
    async bucket({ day, ...fact }) {
      count += 1;
      const starts = new Date(typeof fact.starts_at === "string" ? fact.starts_at : `${day}T00:00:00Z`);
      const ends = new Date(starts.getTime() + (fact.width === "1h" ? 3_600_000 : 86_400_000));
      const row = {
        id: uuid(`bucket ${count}`),
        content: count,
        run: 1,
        as_of: ends,
        endpoint: "completions",
        snapped_at: starts,
        ends_at: ends,
        utc_day: day,
        width: "1d",
        variant: "v",
        kind: 0,
        tier: 0,
        record_id: `bucket-${count}`,
        counted: true,
        ...(await stored(fact)),
        starts_at: starts,
      };
      await sql`insert into usage_bucket ${sql(row)}`;
    },
    async bill({ day, cost, ...fact }) {
      count += 1;
      const start = new Date(`${day}T00:00:00Z`);
      const end = new Date(start.getTime() + 86_400_000);
      const row = {
        id: uuid(`bill ${count}`),
        content: count,
        run: 1,
        as_of: end,
        charge_period_start: start,
        charge_period_end: end,
        utc_day: day,
        variant: "v",
        billed_cost: cost,
        billing_currency: "USD",
        charge_category: "Usage",
        record_id: `bill-${count}`,
        counted: true,
        ...(await stored(fact)),
      };
      await sql`insert into bill_line ${sql(row)}`;
    },
    async settle() {
      await sql.begin((tx) => rebuild(tx as never, zone));
    },
  };
}

async function valueId(sql: Sql, dimension: string, value: string): Promise<number> {
  const [row] = await sql<{ id: number }[]>`insert into dimension_value (dimension, value) values (${dimension}, ${value})
    on conflict (dimension, value) do update set value = excluded.value returning id`;
  return row?.id ?? 0;
}
