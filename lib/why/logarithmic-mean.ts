/**
 * L(a, b) = (a − b) ÷ ln(a ÷ b) of two positive numbers, and a where they are equal: between their geometric and their arithmetic mean. Exactly the
 * same for (b, a), and accurate both where a and b nearly agree and where one is tiny.
 */
export function logarithmicMean(a: number, b: number): number {
  const [sum, difference] = [a + b, a - b];
  if (difference === 0) return a;
  const x = difference / sum;
  // Logarithms of nearly equal numbers cancel out; the hyperbolic tangent's inverse loses its digits at the other end.
  return Math.abs(x) < 0.5 ? (sum / 2) * (x / Math.atanh(x)) : difference / (Math.log(a) - Math.log(b));
}
