import type { Fact } from "../facts";

const FIRST = 2_654_435_761;
const SECOND = 1_597_334_677;
const THIRD = 2_246_822_507;
const FOURTH = 3_266_489_909;
const TOP = 0x7fff_ffff;

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** State of the hash: two lanes of 32 bits. */
let one = 0;
let two = 0;

function mix(word: number): void {
  one = Math.imul(one ^ word, FIRST);
  two = Math.imul(two ^ word, SECOND);
  one ^= one >>> 15;
  two ^= two >>> 13;
}

function mixText(text: string): void {
  const { length } = text;
  let a = one ^ length;
  let b = two ^ length;
  // Two letters at a time; behind the end of an odd one there is 0: its length tells it from a text that ends in NUL.
  for (let i = 0; i < length; i += 2) {
    const letters = text.charCodeAt(i) | (i + 1 < length ? text.charCodeAt(i + 1) << 16 : 0);
    a = Math.imul(a ^ letters, FIRST);
    b = Math.imul(b ^ letters, SECOND);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  one = a;
  two = b;
}

function mixNumber(value: number): void {
  number[0] = value;
  mix(words[0] as number);
  mix(words[1] as number);
}

/** What stands for a field's name: facts of a collector have the same names in the same order, so each is looked for where it was the last time. */
const names: string[] = [];
const codes: number[] = [];

function codeOf(name: string, place: number): number {
  if (names[place] !== name) {
    const state = [one, two] as const;
    one = 0;
    two = 0;
    mixText(name);
    names[place] = name;
    codes[place] = one ^ two;
    [one, two] = state;
  }
  return codes[place] as number;
}

/**
 * Hash of everything the source said, without our price and without when it was said: 16 hex digits, 63 bits. Equal content = duplicate; only versions
 * of one record are ever compared. What is unknown is left out, so that a field which facts gain later changes nothing about records that do not have it.
 * Mixed here (two lanes of 32 bits): a digest of the joined text costs more than the rest of reading a record.
 */
export function contentOf(fact: Fact): string {
  let name: keyof Fact;
  one = 0xdead_beef;
  two = 0x41c6_ce57;
  let place = -1;
  for (name in fact) {
    place += 1;
    const value: unknown = fact[name];
    if (value === null || value === undefined || (name as string) === "asOf") continue;
    mix(codeOf(name, place));
    if (typeof value === "string") mixText(value);
    else if (typeof value === "number") mixNumber(value);
    else mixText(JSON.stringify(value));
  }
  const a = one;
  one = Math.imul(one ^ (one >>> 16), THIRD) ^ Math.imul(two ^ (two >>> 13), FOURTH);
  two = Math.imul(two ^ (two >>> 16), THIRD) ^ Math.imul(a ^ (a >>> 13), FOURTH);
  return hex16(one & TOP, two);
}

/** Letters of hex digits, looked up: a branch would be guessed wrong for every third. */
const DIGITS = Uint8Array.from("0123456789abcdef", (letter) => letter.charCodeAt(0));
const digit = (value: number): number => DIGITS[value] as number;

/** 16 hex digits of two words, made at once: what `toString` gives has to be padded and joined. */
function hex16(high: number, low: number): string {
  return String.fromCharCode(
    digit(high >>> 28),
    digit((high >>> 24) & 15),
    digit((high >>> 20) & 15),
    digit((high >>> 16) & 15),
    digit((high >>> 12) & 15),
    digit((high >>> 8) & 15),
    digit((high >>> 4) & 15),
    digit(high & 15),
    digit(low >>> 28),
    digit((low >>> 24) & 15),
    digit((low >>> 20) & 15),
    digit((low >>> 16) & 15),
    digit((low >>> 12) & 15),
    digit((low >>> 8) & 15),
    digit((low >>> 4) & 15),
    digit(low & 15),
  );
}
