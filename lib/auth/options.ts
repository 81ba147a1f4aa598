import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import type { Sql } from "../../db/client";
import { authSecret, type Env } from "../env";
import { isAppError } from "../errors";
import { emailSchema } from "../people/person";
import { verifyPassword } from "../people/verify-password";
import { clientIp } from "./client-ip";

const SESSION_DAYS = 30;

const credentialsSchema = z.object({ email: emailSchema, password: z.string().min(1).max(200) });
const tokenSchema = z.object({ sub: z.string(), epoch: z.number() });

/** The next-auth configuration: e-mail and password, sessions in a sealed cookie (session-token.ts). A failed sign-in carries the sentence for the user in `error`. */
export function authOptions(sql: Sql, env: Env): NextAuthOptions {
  // next-auth reads its own address from the environment only; without one it would refuse every port but a configured one.
  process.env.NEXTAUTH_URL ??= env.nextAuthUrl;
  return {
    secret: authSecret(env),
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        async authorize(credentials, request) {
          const given = credentialsSchema.safeParse(credentials);
          if (!given.success) return null;
          try {
            const account = await verifyPassword(sql, { ...given.data, ip: clientIp(request.headers), now: new Date() });
            return account && { id: account.id, email: account.email, epoch: account.session_epoch };
          } catch (error) {
            throw new Error(isAppError(error) ? error.message : "The sign-in can't be checked now. Try again in a minute.", {
              cause: error,
            });
          }
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (!user) return token;
        return { sub: user.id, epoch: "epoch" in user ? user.epoch : null };
      },
      session({ session, token }) {
        const { sub, epoch } = tokenSchema.parse(token);
        return { expires: session.expires, user: { id: sub, epoch } };
      },
    },
  };
}
