import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { writeOwned } from "./files";

export const ROLE = "permille";
export const DATABASE = "permille";

/** Kept in home/database.json (mode 600): where the server listens and the password that opens it. */
const stateSchema = z.object({ port: z.int().min(1).max(65535), password: z.string().regex(/^[0-9a-f]{32,}$/) });
export type State = z.infer<typeof stateSchema>;

export function databaseUrl({ port, password }: State, database = DATABASE): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

/** Null when the file is missing or is not what `writeState` wrote. */
export function readState(home: string): State | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(join(home, "database.json"), "utf8")));
  } catch {
    return null;
  }
}

export function writeState(home: string, state: State): void {
  writeOwned(join(home, "database.json"), `${JSON.stringify(state)}\n`, 0o600);
}

export const newPassword = (): string => randomBytes(24).toString("hex");

/** `wanted` where nothing listens on it, else a port that the system gives. */
export async function freePort(wanted?: number): Promise<number> {
  return (wanted && (await tryListen(wanted))) || ((await tryListen(0)) as number);
}

function tryListen(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (port === 0 ? reject(error) : resolve(null)));
    server.listen({ port, host: "127.0.0.1" }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : null));
    });
  });
}
