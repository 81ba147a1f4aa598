import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { liveUsers } from "./cluster/leases";
import { findServer, stopServer } from "./cluster/server";
import { openDatabase } from "./embedded";
import { migrate } from "./migrate";

const PREFIX = "permille-test-";
const LEFTOVER_AGE_MS = 60_000;
const log = { info: () => {}, warn: (message: string) => console.warn(message) };

/**
 * One server for a whole test run, and on it one migrated database that every test database is copied from. The server is
 * PERMILLE_TEST_DATABASE_URL where that is set (any role that may create databases), else a throwaway cluster in a temporary
 * folder (of the binaries in PERMILLE_TEST_PG_BIN where that is set). Gives the function that ends it.
 */
export async function startTestServer(): Promise<() => Promise<void>> {
  const server = process.env.PERMILLE_TEST_DATABASE_URL
    ? { url: process.env.PERMILLE_TEST_DATABASE_URL, stop: async () => {} }
    : await throwawayServer();
  const template = `permille_template_${randomBytes(4).toString("hex")}`;
  const onServer = async (statement: string) => {
    const sql = postgres(server.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(statement).finally(() => sql.end());
  };
  try {
    await onServer(`create database ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${template}`;
    await migrate(url.href);
  } catch (error) {
    await server.stop();
    throw error;
  }
  process.env.PERMILLE_TEST_SERVER = server.url;
  process.env.PERMILLE_TEST_TEMPLATE = template;
  return async () => {
    await onServer(`drop database if exists ${template}`).finally(server.stop);
  };
}

export default startTestServer;

async function throwawayServer(): Promise<{ url: string; stop(): Promise<void> }> {
  await sweep();
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  // Entered by others, since root's tests lend PostgreSQL another user.
  chmodSync(home, 0o711);
  const database = await openDatabase({ home, log, kind: "throwaway", binFolder: process.env.PERMILLE_TEST_PG_BIN });
  return {
    url: database.url,
    stop: async () => {
      await database.release();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Ends what killed test runs left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const home = join(tmpdir(), name);
    try {
      const { uid, mtimeMs } = statSync(home);
      if (uid !== process.getuid?.() || Date.now() - mtimeMs < LEFTOVER_AGE_MS || liveUsers(home).length > 0) continue;
      for (const folder of readdirSync(home).filter((entry) => /^pg\d+$/.test(entry))) {
        const server = findServer(join(home, folder));
        if (server) await stopServer(server);
      }
      rmSync(home, { recursive: true, force: true });
    } catch {
      // Another run sweeps the same folder.
    }
  }
}
