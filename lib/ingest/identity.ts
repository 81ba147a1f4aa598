import { hash } from "node:crypto";
import type { Fact } from "../facts";

/** First 16 bytes of SHA-1, as a uuid text (32 hex digits). Not a secret: a short name with room for any number of records. */
function hash16(text: string): string {
  return hash("sha1", text, "hex").slice(0, 32);
}

/** Identity of a record: (source, kind of fact, the source's own id). */
export function identityOf(sourceNum: number, fact: Fact): string {
  return hash16(`${sourceNum}\u0000${fact.fact}\u0000${fact.recordId}`);
}

/** 63-bit hash of a text as a decimal string that fits `bigint`. */
export function hash63(text: string): string {
  return (BigInt(`0x${hash("sha1", text, "hex").slice(0, 16)}`) >> 1n).toString();
}

/** Sessions are one within the company, unless a source is set apart (`scope`). */
export function sessionKey(scope: string, session: string): string {
  return hash63(`${scope}\u0000${session}`);
}

/**
 * Hash of everything the source said, without our price and without when it was said. Equal content = duplicate. What is unknown is left out, so that
 * a field which facts gain later changes nothing about records that do not have it.
 */
export function contentOf(fact: Fact): string {
  let said = "";
  let name: keyof Fact;
  for (name in fact) {
    const value: unknown = fact[name];
    if (value === null || value === undefined || (name as string) === "asOf") continue;
    said += `${name}\u0000${typeof value === "object" ? JSON.stringify(value) : value}\u0000`;
  }
  return hash63(said);
}

/** A prompt hash (16 hex digits) as it is stored, and back. */
export const promptHashNumber = (hash: string): string => BigInt.asIntN(64, BigInt(`0x${hash}`)).toString();
export const promptHashText = (stored: string): string => BigInt.asUintN(64, BigInt(stored)).toString(16).padStart(16, "0");
