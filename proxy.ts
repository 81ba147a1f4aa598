import { type NextRequest, NextResponse } from "next/server";

const SESSION_COOKIES = ["next-auth.session-token", "__Secure-next-auth.session-token"];

/** Sends visitors without a session to sign in and then back to where they wanted to go, such as a link in a mail. Who may is decided by the pages themselves. */
export function proxy(request: NextRequest): NextResponse {
  if (SESSION_COOKIES.some((name) => request.cookies.has(name))) return NextResponse.next();
  const { pathname, search } = request.nextUrl;
  const target = new URL("/sign-in", request.nextUrl);
  if (pathname !== "/") target.searchParams.set("next", `${pathname}${search}`);
  return NextResponse.redirect(target);
}

export const config = { matcher: ["/((?!api/|v1/|healthz|_next/|sign-in|welcome|alerts/act$|.*\\.[a-z0-9]+$).*)"] };
