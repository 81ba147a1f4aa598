import { AppError } from "../errors";

/** For changes that a cookie authorizes: throws `forbidden` unless the browser says that the request came from our own pages. */
export function checkSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const hosts = [request.headers.get("host"), request.headers.get("x-forwarded-host")];
  const own = origin === null ? request.headers.get("sec-fetch-site") === "same-origin" : isOneOf(hosts, hostOf(origin));
  if (!own)
    throw new AppError("forbidden", "This change came from another site and was not made. Use Permille's own pages, or an API key.");
}

// "null", the origin of a sandboxed frame, has no host; nor has a request without X-Forwarded-Host. The two must not match.
function isOneOf(hosts: readonly (string | null)[], host: string | null): boolean {
  return host !== null && hosts.includes(host);
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
