/**
 * The address a request came from. Of several in X-Forwarded-For the last counts: the nearest proxy wrote it, while earlier ones are the client's own claim.
 */
export function clientIp(headers: Headers | Record<string, unknown> | undefined): string | null {
  const value = headers instanceof Headers ? headers.get("x-forwarded-for") : headers?.["x-forwarded-for"];
  const last = typeof value === "string" ? value.split(",").at(-1)?.trim() : undefined;
  return last || null;
}
