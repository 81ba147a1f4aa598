import { z } from "zod";
import { AppError } from "../errors";
import { GRAINS, type Grain } from "../time";
import { allDimensions, type Dimension, type DimensionId, dimensionById } from "./dimensions";
import { metricById, metrics } from "./list";

export const MAX_ROWS = 1000;
export const MAX_TOP = 50;

const listed = (value: unknown): unknown =>
  typeof value === "string"
    ? value
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean)
    : value;

/** "feature=support-chat" → that value; "feature=" → unknown. Repeating a dimension adds a value (or), several dimensions narrow (and). */
function filters(value: unknown): unknown {
  if (value == null || value === "") return [];
  const entries = Array.isArray(value) ? value : [value];
  const merged = new Map<string, (string | null)[]>();
  for (const entry of entries) {
    if (typeof entry !== "string") return entries;
    const cut = entry.indexOf("=");
    if (cut < 1)
      throw new AppError(
        "invalid",
        `where is "${entry}"; write it as dimension=value, such as feature=support-chat (nothing after "=" means unknown).`,
      );
    const [name, text] = [entry.slice(0, cut).trim(), entry.slice(cut + 1)];
    merged.set(name, [...(merged.get(name) ?? []), text === "" ? null : text]);
  }
  return [...merged].map(([dimension, values]) => ({ dimension, values }));
}

const DIMENSION_IDS = allDimensions.map((dimension) => dimension.id) as [DimensionId, ...DimensionId[]];
const isGrain = (id: string): id is Grain => (GRAINS as readonly string[]).includes(id);
const nothing = (value: unknown): unknown => (value === "" || value === null ? undefined : value);
const whole = (max: number, name: string) =>
  z.preprocess(
    nothing,
    z.coerce
      .number(`${name} must be a number`)
      .int(`${name} must be a whole number`)
      .min(1, `${name} must be at least 1`)
      .max(max, `${name} must be at most ${max}`)
      .optional(),
  );

const metricId = z.string().refine((id) => metricById(id) != null, {
  error: ({ input }) => `There is no metric "${String(input)}". Metrics: ${metrics.map((metric) => metric.id).join(", ")}`,
});
const splitId = z.string().refine((id) => isGrain(id) || dimensionById(id) != null, {
  error: ({ input }) => `There is no dimension "${String(input)}". Dimensions: ${DIMENSION_IDS.join(", ")}; grains: ${GRAINS.join(", ")}`,
});
const filter = z.object({
  dimension: z.enum(DIMENSION_IDS, {
    error: ({ input }) => `There is no dimension "${String(input)}" to filter by. Dimensions: ${DIMENSION_IDS.join(", ")}`,
  }),
  values: z
    .array(z.union([z.string(), z.null()]))
    .min(1)
    .max(1000),
});
export type Filter = z.infer<typeof filter>;

/**
 * One question, as the CLI, the API and a page's address ask it. Lists may be comma-separated text; `where` may be "dimension=value" text, repeated.
 * `from` and `to`: dates in the reporting zone or instants, `to` exclusive; default: the last 30 days including today.
 */
export const querySchema = z.object({
  metric: z.preprocess(
    listed,
    z
      .array(metricId, "Name at least one metric, such as metric=cost")
      .min(1, "Name at least one metric, such as metric=cost")
      .max(20, "At most 20 metrics in one question"),
  ),
  by: z.preprocess((value) => listed(value ?? []), z.array(splitId).max(5, "At most 5 dimensions in one question")),
  from: z.preprocess(nothing, z.string().optional()),
  to: z.preprocess(nothing, z.string().optional()),
  where: z.preprocess(filters, z.array(filter).max(20)),
  /** value: by the first metric, largest first (the default). time: by the grain, for charts. */
  order: z.preprocess(nothing, z.enum(["value", "time"], "order must be value or time").default("value")),
  /** The n largest values of the one dimension in `by`; everything else is added up exactly in `rest`. */
  top: whole(MAX_TOP, "top"),
  limit: whole(MAX_ROWS, "limit"),
  cursor: z.preprocess(nothing, z.string().optional()),
});
export type Query = z.output<typeof querySchema>;
/** What `parseQuery` takes: text or lists. */
export type QueryInput = {
  metric: string | readonly string[];
  by?: string | readonly string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  where?: string | readonly string[] | readonly { dimension: string; values: readonly (string | null)[] }[] | undefined;
  order?: "value" | "time" | undefined;
  top?: number | string | undefined;
  limit?: number | string | undefined;
  cursor?: string | undefined;
};

export interface Split {
  /** The one grain in `by`, if there is one. */
  grain: Grain | null;
  dimensions: readonly Dimension[];
}

export function splitOf(query: Pick<Query, "by">): Split {
  const grain = query.by.find(isGrain) ?? null;
  return { grain, dimensions: query.by.flatMap((id) => dimensionById(id) ?? []) };
}

/** Checks a question. Throws `invalid` with a sentence that lists what is allowed. */
export function parseQuery(input: unknown): Query {
  const parsed = querySchema.safeParse(input);
  if (!parsed.success)
    throw new AppError("invalid", `${[...new Set(parsed.error.issues.map((issue) => issue.message))].join(". ")}.`, {
      cause: parsed.error,
    });
  const query = parsed.data;
  query.metric = [...new Set(query.metric)];
  query.by = [...new Set(query.by)];
  const { grain, dimensions: split } = splitOf(query);
  if (query.by.filter(isGrain).length > 1) throw new AppError("invalid", `Split by one of ${GRAINS.join(", ")}, not by several.`);
  if (query.order === "time" && grain == null) throw new AppError("invalid", `order=time needs one of ${GRAINS.join(", ")} in by.`);
  if (query.top != null && split.length !== 1) throw new AppError("invalid", "top needs exactly one dimension in by.");
  for (const { id, label, only, hourly } of query.metric.flatMap((metric) => metricById(metric) ?? [])) {
    if (!hourly && grain === "hour") throw new AppError("invalid", `${id} is known by the day only; ask for day, week or month.`);
    const asked = [...split.map((dimension) => dimension.id), ...query.where.map((entry) => entry.dimension)];
    const wrong = only && asked.find((dimension) => !only.dimensions.includes(dimension));
    if (only && wrong)
      throw new AppError(
        "invalid",
        `${label} (${id}) can't be split or filtered by ${wrong}, since ${only.reason}. It allows ${only.dimensions.join(", ")}.`,
      );
  }
  return query;
}
