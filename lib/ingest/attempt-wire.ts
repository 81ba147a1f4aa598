import type { BinaryRows } from "../../db/binary-rows";
import type { FieldReader } from "../../db/field-reader";
import { PRICED } from "../facts";
import type { AttemptRow } from "./attempt-row";

/** How `writeAttempt` writes each column, in its order. */
export const WIRE = {
  id: "uuid",
  occurred_at: "timestamp",
  run: "int4",
  session_key: "int8Hex",
  prompt_hash: "int8Hex",
  duration_ms: "float4",
  ttft_ms: "float4",
  input_uncached: "int4",
  cache_read: "int4",
  cache_write_5m: "int4",
  cache_write_1h: "int4",
  output: "int4",
  reasoning: "int4",
  provider: "int4",
  model: "int4",
  model_name: "int4",
  requested_model: "int4",
  route: "int4",
  team: "int4",
  project: "int4",
  feature: "int4",
  environment: "int4",
  api_key: "int4",
  user_id: "int4",
  customer: "int4",
  error_class: "int4",
  geo: "int4",
  price: "int4",
  unpriced: "int4",
  tags: "int4",
  source: "int2",
  status: "int2",
  kind: "int2",
  tier: "int2",
  gateway_cache: "int2",
  priced: "int2",
  attempts: "int2",
  hidden: "int2",
  cost: "numeric",
  cost_input_uncached: "numeric",
  cost_cache_read: "numeric",
  cost_cache_write_5m: "numeric",
  cost_cache_write_1h: "numeric",
  cost_output: "numeric",
  cost_other: "numeric",
  reported_cost: "numeric",
  ledger: "int2",
  ledger_reason: "int2",
  estimable: "bool",
  saved_cache: "numeric",
  saved_context: "numeric",
  saved_routing: "numeric",
  saved_prompt_cache: "numeric",
  saved_tier: "numeric",
  record_id: "packedId",
  response_id: "packedId",
  trace: "packedId",
  span: "packedId",
  parent: "packedId",
  extra: "jsonb",
  call: "uuid",
  attempt_no: "int2",
  final: "bool",
} as const satisfies Record<Exclude<keyof AttemptRow, "session_id">, keyof FieldReader>;

type Column = keyof typeof WIRE;

/** Columns of `attempt` that a new row fills, in the order of `writeAttempt`; `counted` has a default that settling changes. */
export const ATTEMPT_COLUMNS = Object.keys(WIRE) as Column[];

/** A row as `writeAttempt` wrote it; its session is known by its key alone. */
export function readAttempt(rows: BinaryRows, n: number): AttemptRow {
  const fields = rows.reader(n);
  const row: Record<string, unknown> = { session_id: null };
  for (const name of ATTEMPT_COLUMNS) row[name] = fields[WIRE[name]]();
  return withUsual(row) as unknown as AttemptRow;
}

/** Null is what nearly every call says: see `writeAttempt`. */
export function withUsual(row: Record<string, unknown>): Record<string, unknown> {
  row.gateway_cache ??= 0;
  row.priced ??= PRICED.yes;
  row.attempts ??= 1;
  return row;
}

/** Adds a row to a COPY of `ATTEMPT_COLUMNS`; what nearly every call says is null, which takes no room. The run comes behind fields that are never null: it is set late, see `Arrivals.stamp`. */
export function writeAttempt(out: BinaryRows, row: AttemptRow): void {
  out.row();
  out.uuid(row.id);
  out.timestamp(row.occurred_at);
  out.int4(row.run);
  out.int8Hex(row.session_key);
  out.int8Hex(row.prompt_hash);
  out.float4(row.duration_ms);
  out.float4(row.ttft_ms);
  out.int4(row.input_uncached);
  out.int4(row.cache_read);
  out.int4(row.cache_write_5m);
  out.int4(row.cache_write_1h);
  out.int4(row.output);
  out.int4(row.reasoning);
  out.int4(row.provider);
  out.int4(row.model);
  out.int4(row.model_name);
  out.int4(row.requested_model);
  out.int4(row.route);
  out.int4(row.team);
  out.int4(row.project);
  out.int4(row.feature);
  out.int4(row.environment);
  out.int4(row.api_key);
  out.int4(row.user_id);
  out.int4(row.customer);
  out.int4(row.error_class);
  out.int4(row.geo);
  out.int4(row.price);
  out.int4(row.unpriced);
  out.int4(row.tags);
  out.int2(row.source);
  out.int2(row.status);
  out.int2(row.kind);
  out.int2(row.tier);
  out.int2(row.gateway_cache || null);
  out.int2(row.priced === PRICED.yes ? null : row.priced);
  out.int2(row.attempts === 1 ? null : row.attempts);
  out.int2(row.hidden);
  out.numeric(row.cost);
  out.numeric(row.cost_input_uncached);
  out.numeric(row.cost_cache_read);
  out.numeric(row.cost_cache_write_5m);
  out.numeric(row.cost_cache_write_1h);
  out.numeric(row.cost_output);
  out.numeric(row.cost_other);
  out.numeric(row.reported_cost);
  out.int2(row.ledger);
  out.int2(row.ledger_reason);
  out.bool(row.estimable);
  out.numeric(row.saved_cache);
  out.numeric(row.saved_context);
  out.numeric(row.saved_routing);
  out.numeric(row.saved_prompt_cache);
  out.numeric(row.saved_tier);
  out.packedId(row.record_id);
  out.packedId(row.response_id);
  out.packedId(row.trace);
  out.packedId(row.span);
  out.packedId(row.parent);
  out.jsonb(row.extra);
  out.uuid(row.call);
  out.int2(row.attempt_no);
  out.bool(row.final);
}
