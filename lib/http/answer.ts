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

/** Shorter answers go as they are: for each that it compresses, Next sets up a stream, which takes longer than a question to the database. */
const COMPRESS_FROM = 8_000;

/** JSON, never cached; nothing (undefined) is 204. */
export function dataResponse(data: unknown): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (data === undefined) return new Response(null, { status: 204, headers });
  const text = JSON.stringify(data);
  headers.set("content-type", "application/json");
  // What keeps Next's compression off, and that of a proxy.
  if (text.length < COMPRESS_FROM) headers.set("cache-control", "no-store, no-transform");
  return new Response(text, { headers });
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
