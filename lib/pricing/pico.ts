/** Money in whole pico-dollars (1e-12 USD, the resolution of every cost): a number as long as it is a safe integer, else a bigint. May be negative. */
export type Pico = number | bigint;

const PICO = 1_000_000_000_000;
const POINT = 46;
const POWERS = Array.from({ length: 13 }, (_, n) => 10 ** n);
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** Pico-dollars as a decimal string in USD without trailing zeros. */
export function writePico(pico: Pico): string {
  if (pico < 0) return `-${writePico(-pico)}`;
  if (pico === 0 || pico === 0n) return "0";
  if (typeof pico === "bigint") return join((pico / BigInt(PICO)).toString(), (pico % BigInt(PICO)).toString());
  const whole = Math.floor(pico / PICO);
  return join(String(whole), String(pico - whole * PICO));
}

function join(whole: string, fraction: string): string {
  if (fraction === "0") return whole;
  const digits = fraction.padStart(12, "0");
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return `${whole}.${digits.slice(0, end)}`;
}

/** A plain decimal string in USD as pico-dollars; digits beyond the twelfth are rounded, halves away from zero, as PostgreSQL rounds. Throws a RangeError on anything else. */
export function readPico(text: string): Pico {
  const plain = readPlain(text);
  if (plain !== null) return plain;
  const match = DECIMAL.exec(text);
  if (!match || (!match[2] && !match[3])) throw new RangeError(`not a plain decimal: ${text}`);
  const fraction = match[3] ?? "";
  const digits = (match[2] ?? "") + fraction.slice(0, 12).padEnd(12, "0");
  const up = fraction.length > 12 && fraction.charCodeAt(12) >= 53;
  const size: Pico = digits.length <= 15 ? Number(digits) + (up ? 1 : 0) : narrow(BigInt(digits) + (up ? 1n : 0n));
  return match[1] === "-" && size !== 0 ? -size : size;
}

/** Digits with at most one point between them, of an amount that stays a safe number; null for everything else. */
function readPlain(text: string): number | null {
  const { length } = text;
  if (length === 0 || length > 14) return null;
  let value = 0;
  let decimals = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === POINT && decimals < 0 && i > 0 && i < length - 1) decimals = 0;
    else if (code < 48 || code > 57) return null;
    else {
      value = value * 10 + (code - 48);
      if (decimals >= 0) decimals += 1;
    }
  }
  const pico = value * (POWERS[12 - Math.max(decimals, 0)] as number);
  return Number.isSafeInteger(pico) ? pico : null;
}

/** The same amount, as a number where it is a safe integer. */
export const narrow = (pico: bigint): Pico =>
  pico <= BigInt(Number.MAX_SAFE_INTEGER) && pico >= -BigInt(Number.MAX_SAFE_INTEGER) ? Number(pico) : pico;

/** Adds without losing a digit. */
export function addPico(left: Pico, right: Pico): Pico {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return narrow(BigInt(left) + BigInt(right));
}
