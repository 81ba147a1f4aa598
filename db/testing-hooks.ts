import { afterAll, beforeAll } from "vitest";
import { type ConnectOptions, connect, type Sql } from "./client";
import { plannedDatabase } from "./testing";

/** A database for the tests of this file (or `describe`), there before its other hooks run and dropped after them, and a connection to it. */
export function openTestDatabase(options?: ConnectOptions): { url: string; sql: Sql } {
  const { url, create, drop } = plannedDatabase();
  const sql = connect(url, options);
  beforeAll(create);
  afterAll(async () => {
    await sql.end({ timeout: 5 });
    await drop();
  });
  return { url, sql };
}
