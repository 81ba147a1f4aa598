/** A seeded stream of whole numbers in [0, 2^32): the same seed gives the same stream on every machine (mulberry32). */
export function seededWords(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The same as numbers in [0, 1). */
export function seeded(seed: number): () => number {
  const word = seededWords(seed);
  return () => word() / 4_294_967_296;
}

/** Every text of four hexadecimal digits: looking one up is cheaper than making it. */
const HEX4 = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, "0"));

/** Eight hexadecimal digits. */
export const hex8 = (word: number): string => `${HEX4[word >>> 16]}${HEX4[word & 0xffff]}`;

export function hex64(word: () => number): string {
  return Array.from({ length: 8 }, () => hex8(word())).join("");
}

export function uuid(word: () => number): string {
  const [a, b, c, d] = [word(), word(), word(), word()];
  return `${hex8(a)}-${HEX4[b >>> 16]}-4${hex8(b).slice(5)}-8${hex8(c).slice(1, 4)}-${HEX4[c & 0xffff]}${hex8(d)}`;
}
