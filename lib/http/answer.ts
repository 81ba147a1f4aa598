import { constants, gzipSync } from "node:zlib";
import { type ErrorCode, errorCode, isAppError } from "../errors";

const STATUS: Record<ErrorCode, number> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  unavailable: 503,
  internal: 500,
};

/** Smaller answers fit into one packet as they are. */
const GZIP_FROM_BYTES = 1400;

/**
 * JSON, never cached; nothing (undefined) is 204. Squeezed here, in one go, for who takes gzip (`accepts`: the request's Accept-Encoding): Next's own
 * compression sets up a stream for each answer, which takes longer than a question to the database.
 */
export function dataResponse(data: unknown, accepts: string | null = null): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (data === undefined) return new Response(null, { status: 204, headers });
  const text = Buffer.from(JSON.stringify(data));
  const squeezed = text.length >= GZIP_FROM_BYTES && takesGzip(accepts);
  const body = squeezed ? gzipSync(text, { level: constants.Z_BEST_SPEED }) : text;
  headers.set("content-type", "application/json");
  headers.set("content-length", String(body.length));
  headers.set("vary", "accept-encoding");
  if (squeezed) headers.set("content-encoding", "gzip");
  else headers.set("cache-control", "no-store, no-transform");
  return new Response(body, { headers });
}

/** Whether gzip is among the codings, and not refused by "q=0". */
function takesGzip(accepts: string | null): boolean {
  const [, q] = /(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)/i.exec(accepts ?? "") ?? [null, "0"];
  return q === undefined || Number(q) > 0;
}

/** `{"error":{"code","message"}}` with the status of the code. What is not an AppError is told as "internal", without its text. */
export function errorResponse(error: unknown, requestId: string): Response {
  const code = errorCode(error);
  const message =
    isAppError(error) && code !== "internal"
      ? error.message
      : `Something failed on the server. Its log has the details under request ${requestId}.`;
  return Response.json({ error: { code, message } }, { status: STATUS[code], headers: { "cache-control": "no-store" } });
}
