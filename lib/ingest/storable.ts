import { createHash } from "node:crypto";
import type { AttemptFact, Fact, RejectReason } from "../facts";

const MAX_INT = 2_147_483_647;
const MAX_SMALLINT = 32_767;
/** Amounts are numeric(24, 12), durations real: what is beyond is no amount of a call. */
const MAX_AMOUNT = 1e12;
const MAX_MS = 1e12;
/** An index entry of PostgreSQL holds 2,704 bytes; names of dimensions are indexed. */
const MAX_NAME = 600;

/** Texts that are stored as they are, however long: ids that a record is found by. */
const IDS = new Set(["recordId", "callId", "session", "trace", "span", "parent", "responseId", "chargeDescription", "subject"]);

/** A fact as PostgreSQL can hold it, or why no column has room for it: one absurd record must not stop the file it stands in. */
export function storable(fact: Fact): { fact: Fact } | { problem: RejectReason; detail: string } {
  const clean = cleaned(fact);
  if (!clean.recordId) return { problem: "missing_id", detail: "The id of the record holds nothing but NUL." };
  if (clean.fact === "bill") return beyond(clean.billedCost) ? amount("billed cost", clean.billedCost) : { fact: clean };
  if (clean.fact === "outcome") {
    if (!clean.subject) return { problem: "missing_id", detail: "The id of what it judges holds nothing but NUL." };
    if (beyond(clean.value)) return amount("value", clean.value);
    return beyond(clean.failureCost) ? amount("failure_cost", clean.failureCost) : { fact: clean };
  }
  for (const unit in clean.units)
    if (beyond(clean.units[unit] ?? null))
      return { problem: "invalid_field", detail: `${unit}: ${clean.units[unit]?.slice(0, 40)} is beyond any quantity of a bill.` };
  if (clean.fact === "bucket") return { fact: clean };
  if (hasHugeCount(clean)) return { problem: "invalid_tokens", detail: "A token count of a single call is beyond 2,147,483,647." };
  if (beyond(clean.reportedCost)) return amount("cost", clean.reportedCost);
  if ((clean.step ?? 0) > MAX_INT) return { problem: "invalid_field", detail: `step: ${clean.step} is beyond 2,147,483,647.` };
  return { fact: withinColumns(clean) };
}

const over = (count: number | null): boolean => count !== null && count > MAX_INT;

const hasHugeCount = ({ inputUncached, cacheRead, cacheWrite5m, cacheWrite1h, output, reasoning }: AttemptFact): boolean =>
  over(inputUncached) || over(cacheRead) || over(cacheWrite5m) || over(cacheWrite1h) || over(output) || over(reasoning);

const beyond = (decimal: string | null): boolean => decimal != null && Math.abs(Number(decimal)) >= MAX_AMOUNT;

const amount = (name: string, value: string | null) => ({
  problem: "invalid_amount" as const,
  detail: `${name}: ${value?.slice(0, 40)} is beyond any amount of a call.`,
});

/** Side figures that no column can hold are unknown; the call itself is not in doubt. */
function withinColumns<F extends Fact>(fact: F): F {
  if (fact.fact !== "attempt") return fact;
  const isHeld = (fact.hiddenAttempts ?? 0) < MAX_SMALLINT && (fact.durationMs ?? 0) <= MAX_MS && (fact.ttftMs ?? 0) <= MAX_MS;
  if (isHeld) return fact;
  return {
    ...fact,
    hiddenAttempts: (fact.hiddenAttempts ?? 0) < MAX_SMALLINT ? fact.hiddenAttempts : null,
    durationMs: (fact.durationMs ?? 0) <= MAX_MS ? fact.durationMs : null,
    ttftMs: (fact.ttftMs ?? 0) <= MAX_MS ? fact.ttftMs : null,
  };
}

/** The same object where nothing needs a change, as for nearly every record. A text of NULs alone says nothing. */
function cleaned(fact: Fact): Fact {
  let changed: Record<string, unknown> | null = null;
  for (const name in fact) {
    const value: unknown = fact[name as keyof Fact];
    if (value === null || typeof value === "number") continue;
    const isText = typeof value === "string";
    if (isText && isClean(value, !IDS.has(name))) continue;
    const clean = isText ? cleanText(value, !IDS.has(name)) || (value === "" ? value : null) : cleanNested(value);
    if (clean === value) continue;
    changed ??= { ...fact };
    changed[name] = clean;
  }
  return (changed as Fact | null) ?? fact;
}

/** Lists of texts (tags) and texts by name (labels, units). */
function cleanNested(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "string" || isClean(item, true))) return value;
    return value.map((item) => (typeof item === "string" ? cleanText(item, true) : item));
  }
  if (isCleanRecord(value as Record<string, unknown>)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [cleanText(name, true), typeof item === "string" ? cleanText(item, true) : item]),
  );
}

function isCleanRecord(value: Record<string, unknown>): boolean {
  for (const name in value) {
    const item = value[name];
    if (!isClean(name, true) || (typeof item === "string" && !isClean(item, true))) return false;
  }
  return true;
}

const isClean = (text: string, isName: boolean): boolean =>
  (!isName || text.length <= MAX_NAME) && text.isWellFormed() && !text.includes("\0");

/** Without NUL and halves of surrogate pairs, which PostgreSQL refuses; a long name is cut and ends in its hash, so that two stay two. */
export function cleanText(text: string, isName: boolean): string {
  const clean = text.replaceAll("\0", "").toWellFormed();
  if (!isName || clean.length <= MAX_NAME) return clean;
  const start = clean.slice(0, MAX_NAME / 2 - 20).toWellFormed();
  return `${start}…${createHash("sha1").update(clean).digest("hex").slice(0, 16)}`;
}
