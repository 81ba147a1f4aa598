import { createHash } from "node:crypto";
import type { Fact } from "../facts";

/** First 16 bytes of SHA-1, as a uuid text (32 hex digits). Not a secret: a short name with room for any number of records. */
function hash16(text: string): string {
  return createHash("sha1").update(text).digest("hex").slice(0, 32);
}

/** Identity of a record: (source, kind of fact, the source's own id). */
export function identityOf(sourceNum: number, fact: Fact): string {
  return hash16(`${sourceNum}\u0000${fact.fact}\u0000${fact.recordId}`);
}

/** 63-bit hash of a text as a decimal string that fits `bigint`. */
export function hash63(text: string): string {
  return (createHash("sha1").update(text).digest().readBigUInt64BE(0) >> 1n).toString();
}

/** Sessions are one within the company, unless a source is set apart (`scope`). */
export function sessionKey(scope: string, session: string): string {
  return hash63(`${scope}\u0000${session}`);
}

/** Hash of everything the source said, without our price and without when it was said. Equal content = duplicate. */
export function contentOf(fact: Fact): string {
  const { asOf: _asOf, ...said } = fact;
  return hash63(JSON.stringify(said));
}

/** A prompt hash (16 hex digits) as it is stored, and back. */
export const promptHashNumber = (hash: string): string => BigInt.asIntN(64, BigInt(`0x${hash}`)).toString();
export const promptHashText = (stored: string): string => BigInt.asUintN(64, BigInt(stored)).toString(16).padStart(16, "0");
