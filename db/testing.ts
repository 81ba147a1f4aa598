import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** A migrated, empty database of its own for one test file. */
export interface TestDatabase {
  url: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
}

/** A database that is not there yet: its name is known, for hooks to make it. Only in files named *.db.test.ts. */
export function plannedDatabase(): { url: string; create(): Promise<void>; drop(): Promise<void> } {
  const { PERMILLE_TEST_SERVER: server, PERMILLE_TEST_TEMPLATE: template } = process.env;
  if (!server || !template) throw new Error("A test database needs the test server: name the file *.db.test.ts and run it with vitest.");
  const name = `permille_test_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    // A copy of the run's migrated template (testing-setup.ts): about 50 ms, and a fifth of the work of writing it through the log.
    create: () => onServer(server, `create database ${name} template ${template} strategy file_copy`),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

export async function testDatabase(): Promise<TestDatabase> {
  const { url, create, drop } = plannedDatabase();
  await create();
  return { url, close: drop };
}

async function onServer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
