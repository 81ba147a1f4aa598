/**
 * Ids of records, responses, traces and spans as `attempt` holds them: a byte that says how, then the id. Most ids are hex or a UUID, some behind a
 * word that their maker puts before all of them; those take half the room. Any text has exactly one form and comes back as it was, so equal texts
 * are equal bytes. The same in SQL: `pack_id`, `pack_ids` and `id_text`.
 *
 * 0: the text itself, in UTF-8. 2p + 1: prefix p and a UUID in lower case. 2p + 2: prefix p and an even number of lower-case hex digits. 255: a trace
 * of 32 hex digits, a colon and a span of 16.
 */
export const ID_PREFIXES = ["", "chatcmpl-", "call:", "resp_", "msg_", "req_", "cmpl-", "gen-"] as const;

const TRACE_AND_SPAN = 255;
const COLON = 58;
const DASH = 45;

/** Value of a lower-case hex digit by its code; 16: it is none. */
const NIBBLES = new Uint8Array(128).fill(16);
for (let value = 0; value < 16; value++) NIBBLES[value.toString(16).charCodeAt(0)] = value;

const nibble = (id: string, at: number): number => NIBBLES[id.charCodeAt(at)] ?? 16;

/** Writes the packed form into a buffer that has room for 1 + 3 × length bytes. Returns how many bytes it took. */
export function packInto(out: Uint8Array & { write(text: string, at: number): number }, at: number, id: string): number {
  const prefix = prefixOf(id);
  const from = (ID_PREFIXES[prefix] as string).length;
  const length = id.length - from;
  if (length === 36 && uuidInto(out, at + 1, id, from)) {
    out[at] = 2 * prefix + 1;
    return 17;
  }
  if (id.length === 49 && id.charCodeAt(32) === COLON && hexInto(out, at + 1, id, 0, 32) && hexInto(out, at + 17, id, 33, 49)) {
    out[at] = TRACE_AND_SPAN;
    return 25;
  }
  if (length > 0 && length % 2 === 0 && hexInto(out, at + 1, id, from, id.length)) {
    out[at] = 2 * prefix + 2;
    return 1 + length / 2;
  }
  out[at] = 0;
  return 1 + out.write(id, at + 1);
}

/** The packed form by itself. */
export function packId(id: string): Buffer {
  const out = Buffer.alloc(1 + 3 * id.length);
  return out.subarray(0, packInto(out, 0, id));
}

/** Packed forms as PostgreSQL writes bytea: pass them as `${packedIds(ids)}::text[]::bytea[]`. Packing in SQL costs a millisecond each where a plan is kept. */
export const packedIds = (ids: readonly string[]): string[] => ids.map((id) => `\\x${packId(id).toString("hex")}`);

/** The text that a packed form stands for. */
export function unpackId(packed: Buffer): string {
  const kind = packed[0] as number;
  if (kind === 0) return packed.toString("utf8", 1);
  const hex = packed.toString("hex", 1);
  if (kind === TRACE_AND_SPAN) return `${hex.slice(0, 32)}:${hex.slice(32)}`;
  const prefix = ID_PREFIXES[(kind - 1) >> 1] as string;
  if (kind % 2 === 0) return prefix + hex;
  return `${prefix}${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function prefixOf(id: string): number {
  for (let p = 1; p < ID_PREFIXES.length; p++) if (id.startsWith(ID_PREFIXES[p] as string)) return p;
  return 0;
}

/** Writes the bytes of an even number of lower-case hex digits, those from `from` to `to`; false where they are none. */
export function hexInto(out: Uint8Array, at: number, id: string, from: number, to: number): boolean {
  for (let i = from; i < to; i += 2) {
    const high = nibble(id, i);
    const low = nibble(id, i + 1);
    if ((high | low) > 15) return false;
    out[at++] = (high << 4) | low;
  }
  return true;
}

function uuidInto(out: Uint8Array, at: number, id: string, from: number): boolean {
  return (
    id.charCodeAt(from + 8) === DASH &&
    id.charCodeAt(from + 13) === DASH &&
    id.charCodeAt(from + 18) === DASH &&
    id.charCodeAt(from + 23) === DASH &&
    hexInto(out, at, id, from, from + 8) &&
    hexInto(out, at + 4, id, from + 9, from + 13) &&
    hexInto(out, at + 6, id, from + 14, from + 18) &&
    hexInto(out, at + 8, id, from + 19, from + 23) &&
    hexInto(out, at + 10, id, from + 24, from + 36)
  );
}
