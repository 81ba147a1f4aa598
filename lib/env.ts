import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { AppError } from "./errors";
import { LOG_LEVELS } from "./log";

const httpUrl = (name: string) =>
  z
    .url({ protocol: /^https?$/, error: `${name} must be an address such as https://permille.example.com` })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional();

const variables = z.object({
  PERMILLE_HOME: z.string().default(".permille"),
  PORT: z.coerce
    .number("PORT must be a port number from 1 to 65535, such as 3000")
    .int("PORT must be a port number from 1 to 65535, such as 3000")
    .min(1, "PORT must be a port number from 1 to 65535, such as 3000")
    .max(65535, "PORT must be a port number from 1 to 65535, such as 3000")
    .default(3000),
  PERMILLE_HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must look like postgres://user:password@host:5432/database" })
    .optional(),
  PERMILLE_ZONE: z.string().refine(isZone, "PERMILLE_ZONE must be a time zone name such as Europe/Berlin or UTC").optional(),
  PERMILLE_URL: httpUrl("PERMILLE_URL"),
  NEXTAUTH_URL: httpUrl("NEXTAUTH_URL"),
  NEXTAUTH_SECRET: z.string().min(16, "NEXTAUTH_SECRET must have at least 16 characters; leave it out and Permille makes one").optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "SMTP_URL must look like smtp://user:password@mail.example.com:587" }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, "MAIL_FROM must be an address such as Permille <permille@example.com>")
    .optional(),
  PERMILLE_ALLOW_PRIVATE_WEBHOOKS: z
    .enum(["0", "1"], "PERMILLE_ALLOW_PRIVATE_WEBHOOKS must be 1, or left out")
    .default("0")
    .transform((value) => value === "1"),
  PERMILLE_LOG: z.enum(LOG_LEVELS, `PERMILLE_LOG must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
});

/** The settings of this process. `home` is absolute; `url` is the address people use, without a trailing slash; absent = not set. */
export interface Env {
  home: string;
  port: number;
  /** The address that the web process listens on. */
  host: string;
  databaseUrl: string | undefined;
  zone: string | undefined;
  url: string;
  nextAuthUrl: string;
  nextAuthSecret: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  /** Webhooks may go to addresses of this machine and its own network, and over plain http. */
  allowPrivateWebhooks: boolean;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** Validates the environment; an empty variable counts as not set. Throws `invalid` with one sentence per wrong variable. */
export function readEnv(env: Record<string, string | undefined> = process.env): Env {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    throw new AppError("invalid", `${parsed.error.issues.map((issue) => issue.message).join(". ")}.`, { cause: parsed.error });
  }
  const value = parsed.data;
  const url = value.PERMILLE_URL ?? value.NEXTAUTH_URL ?? `http://localhost:${value.PORT}`;
  return {
    home: resolve(value.PERMILLE_HOME),
    port: value.PORT,
    host: value.PERMILLE_HOST,
    databaseUrl: value.DATABASE_URL,
    zone: value.PERMILLE_ZONE,
    url,
    nextAuthUrl: value.NEXTAUTH_URL ?? url,
    nextAuthSecret: value.NEXTAUTH_SECRET,
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    allowPrivateWebhooks: value.PERMILLE_ALLOW_PRIVATE_WEBHOOKS,
    logLevel: value.PERMILLE_LOG,
  };
}

/** The secret that signs sessions: NEXTAUTH_SECRET, else one made once and kept in `home`/secret (mode 600) for every process of this home. */
export function authSecret(env: Pick<Env, "home" | "nextAuthSecret">): string {
  if (env.nextAuthSecret) return env.nextAuthSecret;
  const path = join(env.home, "secret");
  try {
    return readSecret(path);
  } catch (error) {
    if (!isMissing(error)) throw unreadable(path, error);
  }
  try {
    mkdirSync(env.home, { recursive: true, mode: 0o711 });
    const draft = `${path}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    try {
      // link never overwrites: of two processes that start together, both end up with the first one's secret.
      linkSync(draft, path);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    return readSecret(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

function readSecret(path: string): string {
  const secret = readFileSync(path, "utf8").trim();
  if (secret.length < 16) throw new Error("too short");
  return secret;
}

function unreadable(path: string, cause: unknown): AppError {
  return new AppError(
    "unavailable",
    `The sign-in secret ${path} can't be read or made; correct its owner and mode, or set NEXTAUTH_SECRET.`,
    { cause },
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
