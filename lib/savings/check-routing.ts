import { z } from "zod";
import { AppError } from "../errors";
import { add, compare } from "../money";
import type { PriceBook } from "../pricing";
import { addDays, type Day } from "../time";
import { ALL_FEATURES, MODEL_CLASSES, type RoutingSetting } from "./baselines";
import type { RoutingInput } from "./routing-input";

type Fitting<S> = S extends RoutingSetting ? Pick<S, "field" | "value"> : never;
/** A value that fits its field. */
export type RoutingValue = Fitting<RoutingSetting>;

const decimal = /^\d{1,12}(\.\d{1,12})?$/;
const rate = z
  .string()
  .regex(decimal)
  .refine((text) => compare(text, "1") <= 0);
const model = z.object({
  provider: z
    .string()
    .trim()
    .nullish()
    .transform((provider) => provider || null),
  model: z.string().trim().min(1),
});

const VALUES = {
  baseline: [model, "Name the baseline as {provider, model}; provider null is whoever serves it."],
  alias: [model, "Name the model that the alias stands for as {provider, model}; provider null is whoever serves it."],
  context_tokens: [
    z.int().min(1).max(100_000_000),
    "Input tokens of a request before its context was cut are a whole number from 1 to 100,000,000.",
  ],
  failure_cost: [z.string().regex(decimal), "What a failure costs is a decimal number of US dollars, 0 or more, like 250000 or 12.50."],
  baseline_failure_rate: [rate, "A failure rate is a decimal number from 0 to 1: 0.02 for 2 %."],
  target_mix: [
    z.object({ frontier: rate, mid: rate, small: rate }),
    "A mix names the shares of frontier, mid and small, each a decimal number from 0 to 1.",
  ],
  model_class: [z.enum(MODEL_CLASSES), `A class is one of ${MODEL_CLASSES.join(", ")}.`],
} as const satisfies Record<RoutingSetting["field"], readonly [z.ZodType, string]>;

/**
 * What is set, if it makes sense at `today` in the reporting zone; else throws `invalid` and says what to do. A model must have a price, now or once: nothing
 * can be compared with one that has none.
 */
export function checkRouting(
  { field, subject, value, from }: RoutingInput,
  { book, today }: { book: PriceBook; today: Day },
): RoutingValue {
  if (subject === ALL_FEATURES && (field === "alias" || field === "model_class"))
    throw new AppError("invalid", `${ALL_FEATURES} stands for all features. Name one model instead.`);
  if (from !== null && from > addDays(today, 366))
    throw new AppError("invalid", `${from} is more than a year away. Set it from an earlier day, or come back nearer the time.`);
  if (value === null) return { field, value } as RoutingValue;
  const [schema, sentence] = VALUES[field];
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError("invalid", sentence, { cause: parsed.error });
  const fitting = { field, value: parsed.data } as RoutingValue;
  if ((fitting.field === "baseline" || fitting.field === "alias") && fitting.value !== null) requirePrice(book, fitting.value);
  if (fitting.field === "target_mix" && fitting.value !== null) {
    const { frontier, mid, small } = fitting.value;
    const sum = add(frontier, mid, small);
    if (compare(sum, "1") !== 0)
      throw new AppError("invalid", `The shares of frontier, mid and small make 1 together; these make ${sum}. Correct one of them.`);
  }
  return fitting;
}

function requirePrice(book: PriceBook, { provider, model }: { provider: string | null; model: string }): void {
  if (book.describe(provider, model).some((price) => price.lines.length > 0)) return;
  const whose = provider === null ? "" : ` of ${provider}`;
  throw new AppError(
    "invalid",
    `No price is known for the model "${model}"${whose}, so nothing can be compared with it. Correct its name, or enter its price on the page Prices first.`,
  );
}
