import { connect, type Sql } from "../../db/client";
import { tellOf } from "../alerts/testing-rule";
import { createBudget, newBudgetSchema } from "../budgets";
import { makePartitionsAhead } from "../ingest";
import { createKey, createUser } from "../people";
import { rebuild } from "../rollups";
import { createRule, newRuleSchema } from "../rules";
import { settleZone } from "../settings";
import type { Asker } from "./app-query";
import { gpuScenario } from "./gpu-scenario";
import { ZONE } from "./overview";

const DAY_MS = 86_400_000;
const DAYS = 240;
const CALLS = 24_000;
/** In the middle of a day, an hour and a month, so that the span before ends within each. */
const NOW = Date.parse("2026-10-21T14:25:00Z");

/**
 * A company of 240 days, small enough for a test and large enough that the planner chooses as it does at scale: 30 keys, 12 models, 10 features, 90 users.
 * `url` is a migrated, empty database.
 */
export async function makeScenario(url: string): Promise<Omit<Asker, "sql">> {
  const sql = connect(url, { max: 1 });
  try {
    await settleZone(sql, ZONE);
    await makePartitionsAhead(sql, new Date(NOW - DAYS * DAY_MS), 9);
    await insertFacts(sql);
    await sql.begin((tx) => rebuild(tx, ZONE));
    await gpuScenario(url, NOW);
    const { user } = await createUser(sql, { email: "engineer@example.com", role: "engineer", password: "one-per-thousand", by: "test" });
    const { secret } = await createKey(sql, { name: "reader", scope: "query", by: "test" });
    const wanted = newBudgetSchema.parse({ name: "Assistant", amount: "100", scope: [{ dimension: "feature", values: ["feature-1"] }] });
    const { id: budget } = await createBudget(sql, { budget: wanted, by: "test", now: new Date(NOW) });
    const watched = newRuleSchema.parse({
      name: "Assistant",
      metric: "cost",
      scope: [{ dimension: "feature", values: ["feature-1"] }],
      condition: { kind: "change", against: "previous", direction: "up", by: "100" },
      windowMinutes: 60,
    });
    const { id: rule } = await createRule(sql, { rule: watched, by: "test", now: new Date(NOW - DAY_MS) });
    const [event = ""] = await tellOf(sql, ["Errors at 20 %"], { recipients: { roles: ["engineer"] }, now: new Date(NOW) });
    const [call] = await sql<{ id: string }[]>`select id from attempt order by occurred_at desc limit 1`;
    // Days come one after another; a rebuild writes them in any order.
    for (const { table } of await sql<
      { table: string }[]
    >`select relname as table from pg_class where relkind = 'r' and relname like 'rollup\\_%'`)
      await sql.unsafe(`cluster ${table} using ${table}_pkey`);
    // Bounds and pruning are what is tested, so the planner must know what there is.
    await sql`vacuum analyze`;
    return { now: NOW, call: call?.id ?? "", budget, rule, event, person: user.id, secret };
  } finally {
    await sql.end();
  }
}

async function insertFacts(sql: Sql): Promise<void> {
  await sql`insert into source (id, kind, label, role) values ('gateway', 'litellm', 'Gateway', 'gateway'), ('provider', 'openai', 'Provider', 'provider')`;
  await sql`
    insert into dimension_value (dimension, value)
    select d.name, case d.name when 'provider' then (array['openai', 'anthropic'])[i] when 'environment' then (array['production', 'staging'])[i]
      else replace(replace(d.name, 'api_', ''), 'requested_', '') || '-' || i end
    from (values ('provider', 2), ('environment', 2), ('model', 12), ('requested_model', 12), ('team', 4), ('project', 5), ('feature', 10), ('api_key', 30), ('user', 90),
      ('customer', 40), ('unpriced', 1)) as d(name, n), generate_series(1, d.n) as i`;
  await sql`
    insert into ingest_run (source, file, origin, state, from_at, to_at)
    select 'gateway', 'day-' || i || '.jsonl', 'file', 'done', ${new Date(NOW)}::timestamptz - i * interval '1 day', ${new Date(NOW)}
    from generate_series(1, ${DAYS}) as i`;
  await sql`
    insert into rejected_record (run, line, reason, detail, record)
    select i % 240 + 1, i, 'not_json', 'The line is not JSON.', '{' from generate_series(1, 2000) as i`;
  // A day has a curve, a value its share, and nothing is random.
  await sql`
    with first as (select dimension, min(id) as id from dimension_value group by 1), ids as (select jsonb_object_agg(dimension, id) as of from first),
    call as (
      select i, ${new Date(NOW - DAYS * DAY_MS)}::timestamptz + i * (${DAYS}::float8 / ${CALLS}) * interval '1 day' as at, hashint4(i) & 65535 as h
      from generate_series(1, ${CALLS}::integer) as i
    )
    insert into attempt (id, occurred_at, session_key, run, duration_ms, ttft_ms, input_uncached, cache_read, output, provider, model, model_name,
      requested_model, team, project, feature, environment, api_key, user_id, customer, unpriced, source, status, kind, tier, priced, cost,
      cost_input_uncached, cost_output, reported_cost, record_id, trace, ledger, estimable, ledger_reason, saved_routing, outcome, outcome_cost)
    select md5(i::text)::uuid, at, i / 4, 1 + i % 240, 200 + h % 4000, 100 + h % 300, h % 8000, h % 500, h % 900,
      (of ->> 'provider')::integer + h % 2, (of ->> 'model')::integer + h % 12, (of ->> 'model')::integer + h % 12, (of ->> 'requested_model')::integer + h % 12,
      (of ->> 'team')::integer + h % 10 % 4, (of ->> 'project')::integer + h % 5, (of ->> 'feature')::integer + h % 10,
      (of ->> 'environment')::integer + h % 2, (of ->> 'api_key')::integer + h % 30, (of ->> 'user')::integer + h % 90,
      (of ->> 'customer')::integer + h % 40, case when h % 12 = 11 then (of ->> 'unpriced')::integer end, (select num from source where id = 'gateway'),
      case when h % 50 = 0 then 1 else 0 end, 0, 1, case when h % 12 = 11 then 0 else 1 end, case when h % 12 <> 11 then h / 1e6 end,
      case when h % 12 <> 11 then h / 2e6 end, case when h % 12 <> 11 then h / 2e6 end, h / 1.1e6, pack_id('record-' || i), pack_id('trace-' || i / 2),
      case when h % 50 = 0 then 5 when h % 40 = 1 then 3 when h % 30 = 1 then 4 else 1 end, h % 12 <> 11, case when h % 12 = 11 then 1 end,
      case when h % 3 = 0 then h / 3e6 end, case when h % 20 = 0 then 1 + h % 3 end, case when h % 20 = 0 then 0.5 end
    from call, ids`;
  await sql`insert into identity (id, content, occurred_at, as_of) select id, 1, occurred_at, occurred_at from attempt`;
  await sql`insert into session_name (key, id) select distinct session_key, 'session-' || session_key from attempt`;
  await sql`
    insert into usage_bucket (id, content, run, source, as_of, endpoint, starts_at, ends_at, snapped_at, utc_day, width, variant, provider, kind, tier,
      requests, output, cost, record_id, counted, uncounted)
    select md5('b' || i)::uuid, 1, 1, (select num from source where id = 'provider'), day + interval '1 day', 'completions', day, day + interval '1 day', day,
      day::date, '1d', 'v', (select id from dimension_value where dimension = 'provider' and value = 'anthropic'), 0, 1, 40, 1000, 0.5, 'bucket-' || i,
      i % 2 = 0, case when i % 2 = 1 then 'overlap' end
    from (select i, date_trunc('day', ${new Date(NOW)}::timestamptz) - i * interval '1 day' as day from generate_series(1, ${DAYS}) as i) d`;
}
