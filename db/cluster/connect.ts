import postgres from "postgres";
import { DATABASE, databaseUrl, type State } from "./state";

/**
 * Makes sure that the product's database exists and answers; `isNew`: it can't exist yet, so asking it first would only put an error into the log. "refused": the server does not take our password.
 */
export async function ensureDatabase(state: State, isNew = false): Promise<"ready" | "refused"> {
  try {
    if (!isNew) {
      await query(databaseUrl(state), (sql) => sql`select 1`);
      return "ready";
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "28P01" || code === "28000") return "refused";
    if (code !== "3D000") throw error;
  }
  await query(databaseUrl(state, "postgres"), (sql) => sql.unsafe(`create database ${DATABASE}`));
  return "ready";
}

async function query(url: string, ask: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await ask(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
