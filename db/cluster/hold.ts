// A user of the database as its own process, for embedded.db.test.ts: prints the address, and on SIGTERM or SIGINT asks a last
// question before it leaves.
import postgres from "postgres";
import { openDatabase } from "../embedded";

const log = { info: () => {}, warn: (message: string) => console.error(message) };

async function hold(): Promise<void> {
  const database = await openDatabase({ home: process.argv[2] ?? "", log, kind: process.argv[3] === "durable" ? "durable" : "throwaway" });
  const leave = async () => {
    const sql = postgres(database.url, { max: 1 });
    const [row] = await sql`select 1 + 1 as two`;
    await sql.end();
    await database.release();
    console.log(`left ${row?.two}`);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, leave);
  setInterval(() => {}, 60_000);
  console.log(database.url);
}

hold().catch((error) => {
  console.error(error);
  process.exit(1);
});
