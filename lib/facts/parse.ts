/** A value read from a source: `null` where the source has none (missing, null, "", "None", "NULL", "-", "[N/A]"), else the value or the reason it can't be read. */
export type Parsed<T> = { value: T | null } | { problem: string };

const ABSENT = new Set(["", "none", "null", "-", "[n/a]", "nan"]);
const absent = (v: unknown): boolean => v == null || (typeof v === "string" && ABSENT.has(v.trim().toLowerCase()));

/** A non-negative whole number from a number or text ("59200.0", "14"). Fractions and negatives are problems. */
export function parseCount(v: unknown): Parsed<number> {
  if (absent(v)) return { value: null };
  const n = typeof v === "number" ? v : typeof v === "string" ? Number(v.trim().replace(/,/g, "")) : Number.NaN;
  if (!Number.isSafeInteger(n)) return { problem: `${JSON.stringify(v)} is not a whole number` };
  return n < 0 ? { problem: `${n} is negative` } : { value: n };
}

const DECIMAL = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

/** An exact decimal string (no exponent, no trailing zeros) from a number or text ("0.0038359800", "2.5e-06", "$1.131"). May be negative. */
export function parseDecimal(v: unknown): Parsed<string> {
  if (absent(v)) return { value: null };
  const text = (typeof v === "number" ? String(v) : typeof v === "string" ? v : "")
    .trim()
    .replace(/^([+-]?)\$/, "$1")
    .replace(/,/g, "");
  const m = DECIMAL.exec(text);
  if (!m || (m[2] === "" && m[3] === "") || Math.abs(Number(m[4] ?? 0)) > 60)
    return { problem: `${JSON.stringify(v)} is not a decimal number` };
  let [whole, fraction] = [m[2] ?? "", m[3] ?? ""];
  const exponent = Number(m[4] ?? 0);
  if (exponent > 0) {
    fraction = fraction.padEnd(exponent, "0");
    whole += fraction.slice(0, exponent);
    fraction = fraction.slice(exponent);
  } else if (exponent < 0) {
    whole = whole.padStart(-exponent, "0");
    fraction = whole.slice(exponent) + fraction;
    whole = whole.slice(0, exponent);
  }
  whole = whole.replace(/^0+(?=\d)/, "") || "0";
  fraction = fraction.replace(/0+$/, "");
  const digits = fraction ? `${whole}.${fraction}` : whole;
  return { value: m[1] === "-" && digits !== "0" ? `-${digits}` : digits };
}

const EARLIEST_US = Date.UTC(2015, 0, 1) * 1000;
const NAIVE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * An instant as epoch microseconds, from ISO text (no offset = UTC), epoch seconds / ms / µs / ns (number or text, told apart by size).
 * Digits below a microsecond are cut. Instants before 2015 or more than a day after `now` (epoch ms) are problems.
 */
export function parseInstant(v: unknown, now: number): Parsed<number> {
  if (absent(v)) return { value: null };
  const us = typeof v === "number" ? fromEpoch(v) : typeof v === "string" ? fromText(v.trim()) : null;
  if (us == null || !Number.isSafeInteger(us)) return { problem: `${JSON.stringify(v)} is not a time` };
  if (us < EARLIEST_US) return { problem: `${JSON.stringify(v)} is before 2015` };
  if (us > (now + 86_400_000) * 1000) return { problem: `${JSON.stringify(v)} lies in the future` };
  return { value: us };
}

function fromEpoch(n: number): number {
  const size = Math.abs(n);
  if (size < 1e11) return Math.round(n * 1e6);
  if (size < 1e14) return Math.round(n * 1e3);
  return size < 1e17 ? Math.trunc(n) : Math.trunc(n / 1e3);
}

function fromText(text: string): number | null {
  if (/^\d{17,20}$/.test(text)) return Number(text.slice(0, -3));
  if (/^\d+(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const m = NAIVE.exec(text);
  if (!m) return null;
  const [year, month, day, hour, minute, second] = m.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  const fraction = Number((m[7] ?? "").padEnd(6, "0").slice(0, 6) || 0);
  return (ms - offsetMs(m[8])) * 1000 + fraction;
}

function offsetMs(zone: string | undefined): number {
  if (!zone || /^(z|utc)$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  const ms = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000;
  return zone.startsWith("-") ? -ms : ms;
}

/** A year: what is said to have taken longer is an error of the source, and unknown. */
const LONGEST_MS = 366 * 86_400_000;

/** A duration in ms; null where it is negative, no number, or beyond belief. */
export const believableMs = (ms: number): number | null => (ms >= 0 && ms <= LONGEST_MS ? ms : null);
