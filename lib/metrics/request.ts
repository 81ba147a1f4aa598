import { z } from "zod";
import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import { TOKEN_CLASSES } from "../facts";
import { add, subtract } from "../money";
import { LISTED, type RequestRow, toRequestRow, valueById } from "./listed-row";
import { readBounded } from "./read";
import { inTrace } from "./trace";

/** One line of a call's cost: quantity × price. `class` "other" is every unit that is no token, added up. */
export interface CostLine {
  class: (typeof TOKEN_CLASSES)[number] | "other";
  tokens: string | null;
  /** USD per million tokens; null for "other", and where no price was used. */
  usdPerMillion: string | null;
  /** USD; null where the class has no cost of its own. */
  cost: string | null;
}

/** The price that made a cost, as it was then. */
export interface UsedPrice {
  provider: string;
  model: string;
  tier: string;
  geo: string | null;
  lines: { unit: string; threshold: number; usdPerMillion: string }[];
  validFrom: string | null;
  validTo: string | null;
  source: string;
  sourceUrl: string | null;
  checkedOn: string | null;
}

export interface RequestDetail extends RequestRow {
  modelName: string | null;
  project: string | null;
  environment: string | null;
  apiKey: string | null;
  customer: string | null;
  route: string | null;
  geo: string | null;
  errorClass: string | null;
  ttftMs: string | null;
  reasoningTokens: string | null;
  /** The lines add up to `cost` exactly, where a price made it. */
  lines: CostLine[];
  price: UsedPrice | null;
  /** What the source says it cost, and cost − that. */
  reportedCost: string | null;
  reportedDifference: string | null;
  session: string | null;
  trace: string | null;
  span: string | null;
  recordId: string;
  responseId: string | null;
  tags: string[];
  /** Other billed units by name. */
  units: Record<string, string>;
  /** Display names of this call's dimension values, by dimension, where a source gave one. */
  labels: Record<string, string>;
  /** How many versions of this record came. */
  versions: number;
  /** The run that brought it. */
  run: { id: number; file: string; origin: string; startedAt: string } | null;
  /** All calls of the same request, in order, this one included. */
  call: RequestRow[];
}

const extra = z
  .object({ units: z.record(z.string(), z.string()).optional() })
  .nullable()
  .catch(null);
const storedLines = z.array(z.object({ unit: z.string(), threshold: z.number(), usdPerMillion: z.string() }));

/** Rows of facts as text: numbers exact, instants ISO. */
const DETAIL = `a.model_name, id_text(a.trace) as trace, id_text(a.span) as span, id_text(a.record_id) as record_id,
  id_text(coalesce(a.response_id, a.record_id)) as response_id, a.run, a.price, tag_names(a.tags, a.extra) as tags, a.extra, coalesce(a.call, a.id) as call,
  ${valueById("a.model_name")} as "modelName", ${valueById("a.project")} as project, ${valueById("a.environment")} as environment, ${valueById("a.api_key")} as "apiKey",
  ${valueById("a.customer")} as customer, ${valueById("a.route")} as route, ${valueById("a.geo")} as geo, ${valueById("a.error_class")} as "errorClass",
  trim_scale(round(a.ttft_ms::numeric, 1))::text as "ttftMs", a.reasoning::text as reasoning, trim_scale(a.reported_cost)::text as "reportedCost",
  trim_scale(a.cost - a.reported_cost)::text as difference, (select z.id from session_name z where z.key = a.session_key) as session, coalesce(i.versions, 1) as versions,
  (select jsonb_object_agg(d.dimension, d.label) from dimension_value d
    where d.id in (a.team, a.project, a.feature, a.api_key, a.user_id, a.customer) and d.label is not null) as labels,
  ${TOKEN_CLASSES.map((name) => `a.${name}::text as tokens_${name}, trim_scale(a.cost_${name})::text as cost_${name}`).join(", ")}, trim_scale(a.cost_other)::text as cost_other`;
type Listed = Parameters<typeof toRequestRow>[0];
type Text = string | null;
interface DetailRow {
  modelName: Text;
  project: Text;
  environment: Text;
  apiKey: Text;
  customer: Text;
  route: Text;
  geo: Text;
  errorClass: Text;
  ttftMs: Text;
  reasoning: Text;
  reportedCost: Text;
  difference: Text;
  session: Text;
  trace: Text;
  span: Text;
  record_id: string;
  response_id: Text;
  run: number;
  price: number | null;
  tags: string[];
  extra: unknown;
  call: string;
  versions: number;
  labels: Record<string, string> | null;
}

/** One call with everything that made its figures: tokens by class, price, attempts of the same request, run. Throws `not_found`. */
export async function getRequest(sql: Sql, id: string): Promise<RequestDetail> {
  if (!z.guid().safeParse(id).success) throw new AppError("not_found", "There is no such request.");
  return readBounded(sql, async (tx) => {
    const [found] = await tx.unsafe<(Listed & DetailRow)[]>(
      `select ${LISTED}, ${DETAIL}
      from identity i join attempt a on a.id = i.id and a.occurred_at = i.occurred_at
      where i.id = $1::text::uuid`,
      [id],
    );
    if (!found) throw new AppError("not_found", "There is no such request. It may have been undone with its import.");
    const about = extra.parse(found.extra);
    const [price, run, call] = await Promise.all([
      found.price == null ? null : readPrice(tx, found.price),
      readRun(tx, found.run),
      readCall(tx, found),
    ]);
    const row = toRequestRow(found);
    return {
      ...row,
      modelName: found.modelName,
      project: found.project,
      environment: found.environment,
      apiKey: found.apiKey,
      customer: found.customer,
      route: found.route,
      geo: found.geo,
      errorClass: found.errorClass,
      ttftMs: found.ttftMs,
      reasoningTokens: found.reasoning,
      lines: costLines(found as unknown as Record<string, Text>, price),
      price,
      reportedCost: found.reportedCost,
      reportedDifference: found.difference,
      session: found.session,
      trace: found.trace,
      span: found.span,
      recordId: found.record_id,
      responseId: found.response_id,
      tags: found.tags,
      units: about?.units ?? {},
      versions: found.versions,
      labels: found.labels ?? {},
      run,
      call,
    };
  });
}

function costLines(row: Record<string, Text>, price: UsedPrice | null): CostLine[] {
  const input = TOKEN_CLASSES.filter((name) => name !== "output").reduce((sum, name) => sum + Number(row[`tokens_${name}`] ?? 0), 0);
  // A long-context line holds for the whole request once its input exceeds the threshold.
  const lineOf = (unit: string) =>
    price?.lines
      .filter((line) => line.unit === unit && (line.threshold === 0 || input > line.threshold))
      .sort((a, b) => b.threshold - a.threshold)[0];
  const lines: CostLine[] = TOKEN_CLASSES.flatMap((name) => {
    const [tokens, cost] = [row[`tokens_${name}`] ?? null, row[`cost_${name}`] ?? null];
    return tokens == null && cost == null ? [] : [{ class: name, tokens, usdPerMillion: lineOf(name)?.usdPerMillion ?? null, cost }];
  });
  return row.cost_other == null ? lines : [...lines, { class: "other", tokens: null, usdPerMillion: null, cost: row.cost_other }];
}

/** What the lines add up to, minus the total: "0" where they explain all of it, null where there is nothing to compare. */
export function unexplained({ lines, cost }: Pick<RequestDetail, "lines" | "cost">): string | null {
  const known = lines.flatMap((line) => line.cost ?? []);
  return cost == null || known.length === 0 ? null : subtract(cost, add(...known));
}

async function readPrice(tx: Tx, id: number): Promise<UsedPrice | null> {
  const [row] = await tx<
    {
      provider: string;
      model: string;
      tier: string;
      geo: Text;
      lines: unknown;
      valid_from: Date | null;
      valid_to: Date | null;
      source: string;
      source_url: Text;
      checked_on: Text;
    }[]
  >`
    select provider, model, tier, geo, lines, valid_from, valid_to, source, source_url, checked_on from price where id = ${id}`;
  if (!row) return null;
  const { valid_from, valid_to, source_url, checked_on, lines, ...price } = row;
  return {
    ...price,
    lines: storedLines.parse(lines),
    validFrom: valid_from?.toISOString() ?? null,
    validTo: valid_to?.toISOString() ?? null,
    sourceUrl: source_url,
    checkedOn: checked_on,
  };
}

async function readRun(tx: Tx, id: number): Promise<RequestDetail["run"]> {
  const [row] = await tx<
    { id: number; file: string; origin: string; started_at: Date }[]
  >`select id, file, origin, started_at from ingest_run where id = ${id}`;
  return row ? { id: row.id, file: row.file, origin: row.origin, startedAt: row.started_at.toISOString() } : null;
}

/** Attempts of one call share its first attempt's id; they lie in one trace, or within an hour of each other. */
async function readCall(tx: Tx, { call, trace, at }: { call: string; trace: Text; at: string }): Promise<RequestRow[]> {
  const near =
    trace == null
      ? "a.occurred_at between timestamptz 'epoch' + ($2::text::bigint - 3600000000) * interval '1 microsecond' and timestamptz 'epoch' + ($2::text::bigint + 3600000000) * interval '1 microsecond'"
      : inTrace("a", "$2::text");
  const rows = await tx.unsafe<Listed[]>(
    `select ${LISTED} from attempt a
    where a.counted and coalesce(a.call, a.id) = $1::text::uuid and ${near}
    order by a.attempt_no nulls first, a.occurred_at, a.id`,
    [call, trace ?? at],
  );
  return rows.map(toRequestRow);
}
