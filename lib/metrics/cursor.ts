import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "../errors";
import type { Range } from "../time";
import type { Query } from "./query";

const content = z.object({ o: z.int().nonnegative(), f: z.number(), t: z.number(), q: z.string() });

/** What must be the same on every page. The range travels in the cursor: "the last 30 days" stay those of the first page. */
function fingerprint({ metric, by, where, order, top }: Query): string {
  return createHash("sha256")
    .update(JSON.stringify([metric, by, where, order, top]))
    .digest("base64url")
    .slice(0, 12);
}

export function writeCursor(query: Query, { from, to }: Range, offset: number): string {
  return Buffer.from(JSON.stringify({ o: offset, f: from, t: to, q: fingerprint(query) })).toString("base64url");
}

/** Throws `invalid` where the cursor is not one of ours, or belongs to another question. */
export function readCursor(query: Query, cursor: string): Range & { offset: number } {
  const parsed = content.safeParse(parseJson(Buffer.from(cursor, "base64url").toString("utf8")));
  if (!parsed.success || parsed.data.q !== fingerprint(query)) {
    throw new AppError("invalid", "The cursor belongs to another question; repeat the question without it and use the new one.");
  }
  return { offset: parsed.data.o, from: parsed.data.f, to: parsed.data.t };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
