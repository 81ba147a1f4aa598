const HEX = /^[0-9a-f]+$/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * A trace id (16 bytes) or span id (8 bytes) as lower-case hex, from hex or from base64 (the protobuf JSON mapping), told apart by length.
 * Null where it is neither; all zeros mean "none" in OTLP and give null too.
 */
export function hexId(value: unknown, bytes: 8 | 16): string | null {
  if (typeof value !== "string") return null;
  const hex = value.length === bytes * 2 && HEX.test(value) ? value.toLowerCase() : fromBase64(value, bytes);
  return hex === null || /^0+$/.test(hex) ? null : hex;
}

function fromBase64(value: string, bytes: number): string | null {
  if (!BASE64.test(value)) return null;
  const decoded = Buffer.from(value, "base64");
  return decoded.length === bytes ? decoded.toString("hex") : null;
}
