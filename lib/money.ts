import { Decimal as Base } from "decimal.js";

/** Enough digits that no sum of stored amounts is ever rounded. */
const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_EVEN });

/** A decimal number as text: no exponent, no trailing zeros. Money is USD unless said otherwise. */
export type Amount = string;

const plain = (value: Base): Amount => (value.isZero() ? "0" : value.toFixed());

export const add = (...amounts: readonly Amount[]): Amount => plain(amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0)));
export const subtract = (a: Amount, b: Amount): Amount => plain(new Decimal(a).minus(b));
export const multiply = (a: Amount, b: Amount): Amount => plain(new Decimal(a).times(b));
export const negate = (a: Amount): Amount => plain(new Decimal(a).negated());

/** a ÷ b, half-even at `places` decimals; null where b is zero. */
export function divide(a: Amount, b: Amount, places = 12): Amount | null {
  return new Decimal(b).isZero() ? null : plain(new Decimal(a).div(b).toDecimalPlaces(places));
}

/** -1, 0 or 1; for sorting. */
export const compare = (a: Amount, b: Amount): number => new Decimal(a).comparedTo(b);
export const isZero = (a: Amount): boolean => new Decimal(a).isZero();
export const round = (a: Amount, places: number): Amount => plain(new Decimal(a).toDecimalPlaces(places));

/** Exact numeric text from Postgres ("1.500000000000") without its trailing zeros. */
export const trim = (text: string): Amount => plain(new Decimal(text));

/** The relative change (b − a) ÷ a as a ratio; null where a is zero or either is unknown. */
export function change(a: Amount | null, b: Amount | null): Amount | null {
  return a == null || b == null ? null : divide(subtract(b, a), new Decimal(a).abs().toFixed());
}

/** Rounds each amount so that they add up to their rounded total: the largest remainders take what is left. Fixed decimals ("0.10"). */
export function largestRemainder(amounts: readonly Amount[], places = 2): Amount[] {
  const unit = new Decimal(10).pow(-places);
  const exact = amounts.map((amount) => new Decimal(amount).div(unit));
  const floors = exact.map((amount) => amount.floor());
  // As `formatUsd` rounds, so that a table adds up to the figure above it.
  const total = exact.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toDecimalPlaces(0, Base.ROUND_HALF_UP);
  let left = total.minus(floors.reduce((sum, amount) => sum.plus(amount), new Decimal(0))).toNumber();
  const order = exact
    .map((amount, index) => ({ index, rest: amount.minus(floors[index] ?? 0) }))
    .sort((a, b) => b.rest.comparedTo(a.rest) || a.index - b.index);
  const up = new Set<number>();
  for (const { index } of order) {
    if (left <= 0) break;
    up.add(index);
    left -= 1;
  }
  return floors.map((amount, index) =>
    amount
      .plus(up.has(index) ? 1 : 0)
      .times(unit)
      .toFixed(places),
  );
}

/** tile: whole dollars, compact from a million on. cents: tables. request: up to six decimals. exact: all of them. */
export type UsdStyle = "tile" | "cents" | "request" | "exact";

/** "$48,210", "$1.24 M", "$0.0004". A real cost never shows as zero; null is "—"; minus is "−". */
export function formatUsd(amount: Amount | null, style: UsdStyle = "cents"): string {
  if (amount == null) return "—";
  const value = new Decimal(amount);
  const sign = value.isNegative() && !value.isZero() ? "−" : "";
  return sign + unsigned(value.abs(), style);
}

function unsigned(value: Base, style: UsdStyle): string {
  if (style === "exact") return `$${grouped(value.toFixed(Math.max(value.decimalPlaces(), 2)))}`;
  if (value.isZero()) return style === "tile" ? "$0" : "$0.00";
  if (style === "tile" && value.toDecimalPlaces(0).gte(1_000_000)) return `$${compact(value)}`;
  if (style === "tile" && value.gte(100)) return `$${grouped(value.toFixed(0, Base.ROUND_HALF_UP))}`;
  if (value.lt("0.000001")) return "<$0.000001";
  if (value.lt("0.01")) return `$${value.toSignificantDigits(2, Base.ROUND_HALF_UP).toDecimalPlaces(6, Base.ROUND_HALF_UP).toFixed()}`;
  if (style === "request") return `$${grouped(padded(value.toDecimalPlaces(6, Base.ROUND_HALF_UP)))}`;
  if (style === "tile" && value.lt(1)) return `$${padded(value.toSignificantDigits(3, Base.ROUND_HALF_UP).toDecimalPlaces(3))}`;
  return `$${grouped(value.toFixed(2, Base.ROUND_HALF_UP))}`;
}

const padded = (value: Base): string => value.toFixed(Math.max(2, value.decimalPlaces()));
const grouped = (digits: string): string => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");

/** "1.24 M": three significant digits. */
export function compact(value: Base | Amount): string {
  const exact = new Decimal(value);
  for (const [size, letter] of [
    [1e12, "T"],
    [1e9, "B"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const) {
    const short = exact.div(size).toSignificantDigits(3, Base.ROUND_HALF_UP);
    if (short.abs().gte(1)) return `${short.toFixed()} ${letter}`;
  }
  return exact.toSignificantDigits(3, Base.ROUND_HALF_UP).toFixed();
}

/** "1,234,567"; compact from a million on in tiles ("1.23 M"). Null is "—". */
export function formatCount(count: Amount | null, style: "tile" | "full" = "full"): string {
  if (count == null) return "—";
  const value = new Decimal(count);
  const sign = value.isNegative() && !value.isZero() ? "−" : "";
  if (style === "tile" && value.abs().gte(1_000_000)) return sign + compact(value.abs());
  return (
    sign +
    grouped(
      value
        .abs()
        .toDecimalPlaces(value.abs().gte(100) ? 0 : 1, Base.ROUND_HALF_UP)
        .toFixed(),
    )
  );
}

/** "97.2 %" of a ratio 0.972; below a tenth of a percent two significant digits ("0.034 %"). A share below 1 never shows as 100 %. Null is "—". */
export function formatRatio(ratio: Amount | null): string {
  if (ratio == null) return "—";
  const percent = new Decimal(ratio).times(100);
  const size = percent.abs();
  const shown =
    size.isZero() || size.gte("0.1") ? size.toDecimalPlaces(1, Base.ROUND_HALF_UP) : size.toSignificantDigits(2, Base.ROUND_HALF_UP);
  const text = shown.eq(100) && size.lt(100) ? ">99.9" : grouped(shown.toFixed());
  return `${percent.isNegative() && !percent.isZero() ? "−" : ""}${text} %`;
}

/** "840 ms", "2.4 s", "3 min 05 s". Null is "—". */
export function formatMs(ms: Amount | null): string {
  if (ms == null) return "—";
  const value = Number(ms);
  if (value < 999.5) return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} ms`;
  if (value < 99_950) return `${Number((value / 1000).toFixed(value < 9950 ? 2 : 1))} s`;
  const seconds = Math.round(value / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
