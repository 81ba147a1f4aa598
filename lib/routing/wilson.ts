/** The 97.5 % point of the normal distribution: an interval of 95 %. */
const Z = 1.959963984540054;

/** Wilson's score interval of a share, 95 %, from 0 to 1. Null without trials. Pure. */
export function wilson(hits: number, of: number): { low: number; high: number } | null {
  if (of <= 0) return null;
  const root = Z * Math.sqrt((hits * (of - hits)) / of + (Z * Z) / 4);
  const [middle, all] = [hits + (Z * Z) / 2, of + Z * Z];
  return { low: hits === 0 ? 0 : (middle - root) / all, high: hits === of ? 1 : (middle + root) / all };
}
