/** 1e-12 USD, the resolution of every cost. */
const PICO = 1_000_000_000_000;

/** Pico-dollars as a decimal string in USD without trailing zeros. */
export function writePico(pico: number | bigint): string {
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

/** Adds without losing a digit: stays a number while the sum is a safe integer. */
export function addPico(left: number | bigint, right: number | bigint): number | bigint {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (sum <= Number.MAX_SAFE_INTEGER) return sum;
  }
  return BigInt(left) + BigInt(right);
}
