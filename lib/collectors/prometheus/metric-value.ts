/** A measured value, that there is none, or why it can't be one. */
export type MetricValue = { value: number } | { absent: true } | { problem: string };

/** Blank values of DCGM: 0x7ffffffffffffff0 to …f3 as a double, their 32-bit kin, and 2^47 to 2^47 + 3 for doubles. */
const BLANK_INT64 = 9_223_372_036_854_775_000;
const BLANK_INT32 = [2_147_483_632, 2_147_483_635] as const;
const BLANK_DOUBLE = [140_737_488_355_328, 140_737_488_355_331] as const;

const within = (n: number, [from, to]: readonly [number, number]): boolean => n >= from && n <= to;

/** How a metric's number becomes the whole number that is stored. */
export interface Scale {
  /** Stored = written × factor. */
  factor: number;
  /** Largest believable written value. Beyond it by a rounding error is the same as it. */
  most: number;
  /** Counters may reach the 32-bit and double blanks by counting. */
  counter?: boolean;
}

const ROUNDING = 1.001;

/** Reads a value as Prometheus writes it: "0.15", "1.5e+06", "NaN", "+Inf". */
export function readValue(text: string, { factor, most, counter }: Scale): MetricValue {
  if (/^[+-]?(?:nan|inf(?:inity)?)$/i.test(text)) return { absent: true };
  const written = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(written)) return { problem: `${text.slice(0, 40)} is not a number` };
  if (written >= BLANK_INT64) return { absent: true };
  if (!counter && (within(written, BLANK_INT32) || within(written, BLANK_DOUBLE))) return { absent: true };
  if (written < 0) return { problem: `${text} is negative` };
  if (written > most * ROUNDING) return { problem: `${text} is beyond ${most}, the largest value it can have` };
  return { value: Math.round(Math.min(written, most) * factor) };
}
