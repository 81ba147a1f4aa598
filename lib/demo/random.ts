/** A seeded source of chance: the same name gives the same sequence, on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** True with probability `p`. */
  is(p: number): boolean;
  /** Uniform in [from, to). */
  between(from: number, to: number): number;
  /** Whole number with this mean: the fraction decides by chance. */
  round(mean: number): number;
  /** Log-normal with this mean; `sigma` is the deviation of its logarithm. Whole, at least 1. */
  size(mean: number, sigma: number): number;
  /** A factor around 1. */
  noise(sigma: number): number;
  pick<T>(list: readonly T[]): T;
  /** `digits` hexadecimal digits. */
  hex(digits: number): string;
  uuid(): string;
}

/** Chance named by its parts: seed, day, feature. sfc32 (public domain, PractRand) on a hash of the name. */
export function chance(...name: readonly (string | number)[]): Chance {
  const next32 = sfc32(...hash128(name.join("/")));
  const next = () => next32() / 4_294_967_296;
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const hex = (digits: number) => {
    let text = "";
    while (text.length < digits) text += next32().toString(16).padStart(8, "0");
    return text.slice(0, digits);
  };
  return {
    next,
    hex,
    is: (p) => next() < p,
    between: (from, to) => from + next() * (to - from),
    round: (mean) => Math.floor(mean + next()),
    size: (mean, sigma) => Math.max(1, Math.round(mean * Math.exp(sigma * normal() - (sigma * sigma) / 2))),
    noise: (sigma) => Math.exp(sigma * normal() - (sigma * sigma) / 2),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    uuid: () => {
      const digits = hex(32);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
  };
}

function sfc32(a: number, b: number, c: number, d: number): () => number {
  const step = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i += 1) step();
  return step;
}

/** Four words of a text (cyrb128, public domain). */
function hash128(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ code, 597_399_067);
    b = c ^ Math.imul(b ^ code, 2_869_860_233);
    c = d ^ Math.imul(c ^ code, 951_274_213);
    d = a ^ Math.imul(d ^ code, 2_716_044_179);
  }
  return [a, b, c, d];
}
