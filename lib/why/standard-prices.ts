import { TOKEN_CLASSES, type TokenClass } from "../facts";
import type { Price, PriceBook } from "../pricing";
import { addDays, type Day, startOfDay } from "../time";

/** A model as facts name it. */
export interface ModelName {
  provider: string | null;
  model: string;
}

/** Tokens of a model on one day, to weigh the prices of days by. */
export interface DayTokens {
  day: Day;
  input: number;
  output: number;
}

export interface Noon {
  day: Day;
  at: number;
}

export type ClassPrices = Partial<Record<TokenClass, number>>;
type Prices = Record<TokenClass, number | undefined>;

const NOON_MS = 43_200_000;

/** The dates of a span, [from, to), each with an instant at about its noon (epoch ms). */
export function noonsOf(from: Day, to: Day, zone: string): Noon[] {
  const noons: Noon[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) noons.push({ day, at: startOfDay(day, zone) + NOON_MS });
  return noons;
}

/** Standard-tier prices per token class at noon of each day; null where the book has none on one of them or they change by the hour. */
function pricesByDay(book: PriceBook, { provider, model }: ModelName, noons: readonly Noon[]): { day: Day; prices: Prices }[] | null {
  const days: { day: Day; prices: Prices }[] = [];
  const known = new Map<Price, Prices>();
  for (const { day, at } of noons) {
    const price = book.resolve({ provider, model, tier: "standard", geo: null, at: at * 1000 });
    if (!price || price.lines.length === 0) return null;
    const prices = known.get(price) ?? standardOf(price);
    known.set(price, prices);
    days.push({ day, prices });
  }
  return book.describe(provider, model).some(({ hours }) => hours !== null) ? null : days;
}

function standardOf({ lines }: Price): Prices {
  const of = (unit: TokenClass) => lines.find((line) => line.unit === unit && line.threshold === 0)?.usdPerMillion;
  return Object.fromEntries(TOKEN_CLASSES.map((unit) => [unit, of(unit) === undefined ? undefined : Number(of(unit))])) as Prices;
}

/**
 * The dated standard price of each token class of a model over a span, in USD per million: where it changed within the span, its average over days
 * weighted by their tokens (`weights`, asked for only then; days without any count alike). A class the book can't tell is missing. Pure but for `weights`.
 */
export async function standardPrices(
  book: PriceBook,
  name: ModelName,
  noons: readonly Noon[],
  weights: () => Promise<readonly DayTokens[]>,
): Promise<ClassPrices> {
  const days = pricesByDay(book, name, noons);
  const first = days?.[0];
  if (!days || !first) return {};
  const changed = TOKEN_CLASSES.filter((unit) => days.some(({ prices }) => prices[unit] !== first.prices[unit]));
  const tokens = changed.length > 0 ? new Map((await weights()).map((one) => [one.day, one])) : new Map<Day, DayTokens>();
  const average = (unit: TokenClass): number | undefined => {
    if (!changed.includes(unit)) return first.prices[unit];
    const weighed = days.map(({ day, prices }) => ({ price: prices[unit], weight: weightOf(tokens.get(day), unit) }));
    if (weighed.some(({ price }) => price === undefined)) return undefined;
    const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
    const sum = weighed.reduce((all, { price = 0, weight }) => all + price * (total > 0 ? weight : 1), 0);
    return sum / (total > 0 ? total : weighed.length);
  };
  const prices: ClassPrices = {};
  for (const unit of TOKEN_CLASSES) {
    const price = average(unit);
    if (price !== undefined) prices[unit] = price;
  }
  return prices;
}

const weightOf = (tokens: DayTokens | undefined, unit: TokenClass): number =>
  tokens ? (unit === "output" ? tokens.output : tokens.input) : 0;
