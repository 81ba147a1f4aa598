import { compare } from "../money";
import type { PriceBook } from "../pricing";
import { MODEL_CLASSES, type ModelClass, type RoutingSetting } from "../savings";
import { CLASS_FROM } from "./mix-answer";

/** What class a model is of, and who says so. */
export interface Classed {
  class: ModelClass | null;
  from: "set" | "price" | null;
  /** Standard output price, USD per million tokens; null: it has none. */
  outputUsdPerMillion: string | null;
}

type ValueOf<F extends RoutingSetting["field"]> = NonNullable<Extract<RoutingSetting, { field: F }>["value"]>;

/** What is set for a subject at an instant (epoch ms): of all that began by then the latest, of one day the last that was set. Pure. */
export function settingAt<F extends RoutingSetting["field"]>(
  settings: readonly RoutingSetting[],
  field: F,
  subject: string,
  at: number,
): { value: ValueOf<F>; from: string | null } | null {
  const start = (from: string | null) => (from == null ? Number.NEGATIVE_INFINITY : Date.parse(from));
  const [latest] = settings
    .filter((one) => one.field === field && one.subject === subject && start(one.from) <= at)
    .sort((a, b) => start(b.from) - start(a.from) || b.id - a.id);
  if (latest?.value == null) return null;
  return { value: latest.value as ValueOf<F>, from: latest.from };
}

/** The class of an output price. Pure. */
export const classOfPrice = (usdPerMillion: string): ModelClass =>
  MODEL_CLASSES.find((name) => compare(usdPerMillion, CLASS_FROM[name]) >= 0) ?? "small";

/** Classes of models at an instant (epoch ms): as somebody set them, else by their standard output price. Pure. */
export function classesAt(
  settings: readonly RoutingSetting[],
  book: PriceBook,
  at: number,
): (provider: string | null, model: string | null) => Classed {
  return (provider, model) => {
    if (model == null) return { class: null, from: null, outputUsdPerMillion: null };
    const price = book.resolve({ provider, model, tier: null, geo: null, at: at * 1000 });
    const output = price?.lines.find(({ unit, threshold }) => unit === "output" && threshold === 0)?.usdPerMillion ?? null;
    const set = settingAt(settings, "model_class", model, at);
    if (set) return { class: set.value, from: "set", outputUsdPerMillion: output };
    return { class: output == null ? null : classOfPrice(output), from: output == null ? null : "price", outputUsdPerMillion: output };
  };
}
