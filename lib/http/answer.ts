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

/** JSON, never cached; nothing (undefined) is 204. */
export function dataResponse(data: unknown): Response {
  const headers = { "cache-control": "no-store" };
  return data === undefined ? new Response(null, { status: 204, headers }) : Response.json(data, { headers });
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
