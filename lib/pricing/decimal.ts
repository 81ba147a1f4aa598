/** A non-negative decimal: digits × 10^-scale. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const DECIMAL = /^\+?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a non-negative decimal in plain or exponent notation; null for anything else. */
export function readDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const whole = match[1] ?? "";
  const fraction = match[2] ?? "";
  if (whole === "" && fraction === "") return null;
  const scale = fraction.length - Number(match[3] ?? 0);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** Plain notation without trailing zeros: "0.3", "12", "0". */
export function writeDecimal({ digits, scale }: Decimal): string {
  const text = digits.toString().padStart(scale + 1, "0");
  if (scale === 0) return text;
  const fraction = text.slice(-scale).replace(/0+$/, "");
  const whole = text.slice(0, -scale);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** The exact decimal of a number's shortest text: 0.1 is "0.1", 1e-7 is "0.0000001". Throws on a negative or non-finite number. */
export function decimalOfNumber(value: number): Decimal {
  const decimal = readDecimal(String(value));
  if (!decimal) throw new RangeError(`not a price: ${value}`);
  return decimal;
}

/** Rounds to `scale` decimals, halves to even. */
export function roundHalfEven(value: Decimal, scale: number): bigint {
  if (value.scale <= scale) return value.digits * 10n ** BigInt(scale - value.scale);
  return divideHalfEven(value.digits, 10n ** BigInt(value.scale - scale));
}

/** Integer division, halves to even. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** Exact product of two decimal strings. Throws where either is not a non-negative decimal. */
export function multiply(left: string, right: string): string {
  const a = readDecimal(left);
  const b = readDecimal(right);
  if (!a || !b) throw new RangeError(`not a price: ${left} × ${right}`);
  return writeDecimal({ digits: a.digits * b.digits, scale: a.scale + b.scale });
}
