import { hash } from "node:crypto";
import type { Fact } from "../facts";

/** First 16 bytes of SHA-1, as a uuid text (32 hex digits). Not a secret: a short name with room for any number of records. */
function hash16(text: string): string {
  return hash("sha1", text, "hex").slice(0, 32);
}

/** Identity of a record: (source, kind of fact, the source's own id). An outcome is the same whoever tells it. */
export function identityOf(sourceNum: number, fact: Pick<Fact, "fact" | "recordId">): string {
  if (fact.fact === "outcome") return hash16(`outcome\u0000${fact.recordId}`);
  return hash16(`${sourceNum}\u0000${fact.fact}\u0000${fact.recordId}`);
}

/** 63-bit hash of a text: 16 hex digits of a positive `bigint`. */
function hash63(text: string): string {
  return (BigInt(`0x${hash("sha1", text, "hex").slice(0, 16)}`) >> 1n).toString(16).padStart(16, "0");
}

/** A 63-bit hash as the database takes and gives it in text. */
export const decimalOf = (hex: string): string => BigInt(`0x${hex}`).toString();

const MAX_KEPT = 50_000;
const kept = new Map<string, string>();

/** Sessions are one within the company, unless a source is set apart (`scope`). The requests of a session come near each other: its key is kept. */
export function sessionKey(scope: string, session: string): string {
  const name = scope === "" ? session : `${scope}\u0000${session}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const key = hash63(`${scope}\u0000${session}`);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(name, key);
  return key;
}

/** A prompt hash (16 hex digits) that is stored as the number of these 64 bits. */
export const promptHashText = (stored: string): string => BigInt.asUintN(64, BigInt(stored)).toString(16).padStart(16, "0");

/** Content of a version that something beside its content tells apart: 16 hex digits. */
export const mixedContent = (content: string, apart: string): string => hash63(`${content}\u0000${apart}`);
