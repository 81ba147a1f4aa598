import type { Sql } from "../../db/client";
import { evaluateRules } from "../alerts";
import { makePartitionsAhead } from "../ingest";
import { rebuild } from "../rollups";
import { settleZone } from "../settings";
import type { Bench } from "./bench";
import { type Figure, figure, thousands } from "./figure";
import { timedMs } from "./statistics";

const RULES = 10_000;
const KEYS = 300;
const FEATURES = 30;
const CALLS = 200_000;
const DAYS = 22;
const HOUR_MS = 3_600_000;
const NOW = Date.parse("2026-10-21T15:00:00Z");

/** Rules on metrics, windows and conditions of every sort over keys, features and both: a round in which an hour closed, and one of late data. */
export async function rulesSuite(bench: Bench): Promise<Figure[]> {
  const url = await bench.newDatabase();
  bench.say(`Making ${thousands(RULES)} rules over ${KEYS} keys and ${FEATURES} features`);
  return bench.using(url, async (sql) => {
    await makeCalls(sql);
    await makeRules(sql);
    const round = async (now: number) => {
      await sql`insert into ingest_run (source, file, origin, state, updated_at, from_at) values ('gateway', 'push', 'push', 'done', ${new Date(now)}, ${new Date(now - HOUR_MS)})`;
      return timedMs(async () => {
        const { failures } = await evaluateRules(sql, { now: new Date(now), mailHost: "bench" });
        if (failures[0]) throw failures[0].error;
      });
    };
    const first = await round(NOW - HOUR_MS);
    const hour = await round(NOW);
    const minute = await round(NOW + 60_000);
    const [states] = await sql<{ n: number }[]>`select count(*)::integer as n from rule_state`;
    const against = `${thousands(RULES)} rules, ${thousands(CALLS)} calls in ${DAYS} days, ${thousands(states?.n ?? 0)} states`;
    return [
      figure("first round", first / 1000, "s", against),
      figure("round in which an hour closed", hour / 1000, "s", against, "≤ 10"),
      figure("round of a minute's data", minute / 1000, "s", against, "≤ 10"),
      figure("rules a second", RULES / (hour / 1000), "rules/s", "in the round in which an hour closed"),
    ];
  });
}

async function makeCalls(sql: Sql): Promise<void> {
  await settleZone(sql, "UTC");
  await makePartitionsAhead(sql, new Date(NOW - DAYS * 24 * HOUR_MS), 3);
  await sql`insert into source (id, kind, label, role) values ('gateway', 'litellm', 'Gateway', 'gateway')`;
  await sql`insert into app_user (email, role, password_hash) values ('eng@example.com', 'engineer', 'x')`;
  await sql`
    insert into dimension_value (dimension, value)
    select name, name || '-' || i from (values ('provider', 1), ('model', 8), ('team', 5), ('feature', ${FEATURES}::integer), ('api_key', ${KEYS}::integer)) as d(name, n), generate_series(1, d.n) as i`;
  await sql`
    with first as (select dimension, min(id) as id from dimension_value group by 1), ids as (select jsonb_object_agg(dimension, id) as of from first),
    call as (
      select i, ${new Date(NOW)}::timestamptz - i * (${DAYS}::float8 / ${CALLS}) * interval '1 day' + interval '20 minutes' as at, hashint4(i) & 65535 as h
      from generate_series(1, ${CALLS}::integer) as i
    )
    insert into attempt (id, occurred_at, run, input_uncached, output, provider, model, team, feature, api_key, source, status, kind, tier, priced, cost,
      cost_input_uncached, cost_output, record_id)
    select md5(i::text)::uuid, at, 1, h % 8000, h % 900, (of ->> 'provider')::integer, (of ->> 'model')::integer + h % 8,
      (of ->> 'team')::integer + h % ${FEATURES} % 5, (of ->> 'feature')::integer + h % ${FEATURES}, (of ->> 'api_key')::integer + h % ${KEYS},
      (select num from source), case when h % 50 = 0 then 1 else 0 end, 0, 1, 1, h / 1e6, h / 2e6, h / 2e6, pack_id('record-' || i)
    from call, ids`;
  await sql.begin((tx) => rebuild(tx as never, "UTC"));
  await sql`vacuum analyze`;
}

/** A sixth looks back a week or six; one in a thousand has something to tell. */
async function makeRules(sql: Sql): Promise<void> {
  await sql`
    with rule as (select i, i % 3 as about, i % 5 as what, i % 6 as how from generate_series(1, ${RULES}::integer) as i)
    insert into alert_rule (name, metric, scope, condition, window_minutes, cooldown_minutes, severity, recipients, owner, created_by, created_at, judges_from)
    select 'Rule ' || i, (array['cost', 'requests', 'error_rate', 'cost_per_1k_requests', 'tokens_per_request'])[what + 1],
      (case when about <> 1 then jsonb_build_array(jsonb_build_object('dimension', 'feature', 'values', jsonb_build_array('feature-' || 1 + i % ${FEATURES}))) else '[]' end)
        || (case when about <> 0 then jsonb_build_array(jsonb_build_object('dimension', 'api_key', 'values', jsonb_build_array('api_key-' || 1 + i % ${KEYS}))) else '[]' end),
      case
        when i % 1000 = 0 then '{"kind": "above", "value": "0"}'::jsonb
        when how = 4 and about = 0 then '{"kind": "anomaly", "direction": "up", "sensitivity": 1}'
        when how = 5 then '{"kind": "change", "against": "same_weekday", "direction": "up", "by": "999"}'
        when how = 3 then '{"kind": "change", "against": "previous", "direction": "up", "by": "999"}'
        else '{"kind": "above", "value": "1000000"}'
      end,
      case when i % 2 = 0 then 60 else 1440 end, 60, 'warning', '{"roles": ["engineer"], "users": [], "channels": []}', 'eng@example.com', 'eng@example.com',
      ${new Date(NOW - 2 * HOUR_MS)}, ${new Date(NOW - 2 * HOUR_MS)}
    from rule`;
}
