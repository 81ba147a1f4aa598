import { connect, type Sql } from "../../db/client";
import { openDatabase } from "../../db/embedded";
import { migrate } from "../../db/migrate";
import { readEnv } from "../env";
import { settleZone } from "../settings";

/** The instance that the environment names, ready to use: database running, schema up to date, zone settled. */
export async function openInstance(connections = 4): Promise<{ sql: Sql; close(): Promise<void> }> {
  const env = readEnv();
  const say = (message: string) => process.stderr.write(`${message}\n`);
  const database = env.databaseUrl
    ? { url: env.databaseUrl, release: async () => {} }
    : await openDatabase({ home: env.home, log: { info: () => {}, warn: say } });
  try {
    await migrate(database.url);
    const sql = connect(database.url, { max: connections, name: "permille-cli" });
    await settleZone(sql, env.zone);
    return {
      sql,
      close: async () => {
        await sql.end({ timeout: 5 });
        await database.release();
      },
    };
  } catch (error) {
    await database.release();
    throw error;
  }
}
