import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";

// Made with the first request and not with the build, which has neither a database nor a secret.
function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request, context, authOptions(database(), readEnv()));
}

export { handler as GET, handler as POST };
