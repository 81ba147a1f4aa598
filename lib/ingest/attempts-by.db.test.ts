import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../db/client";
import { type TestDatabase, testDatabase } from "../../db/testing";
import { gatewayRows } from "./gateway-rows";
import { lookingUp } from "./stage";
import { call, ingestText, lines } from "./testing";

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.url);
});
afterAll(async () => {
  await sql?.end();
  await database?.close();
});

test("who asks for 5,000 responses of a gateway reads none of its 6,000 other calls, though a planner without statistics takes these for few", async () => {
  await ingestText(sql, lines(Array.from({ length: 6_000 }, (_, i) => call(`a${i}`))));
  const read = await sql.begin(async (tx) => {
    const soFar = async () => {
      const [row] = await tx<{ read: number }[]>`
        select sum(seq_tup_read + idx_tup_fetch)::integer as read from pg_stat_xact_user_tables where relname like 'attempt_2%'`;
      return row?.read ?? 0;
    };
    const before = await soFar();
    const asked = Array.from({ length: 5_000 }, (_, i) => `chatcmpl-unknown-${i}`);
    expect(await lookingUp(tx, () => gatewayRows(tx, asked))).toEqual([]);
    return (await soFar()) - before;
  });
  expect(read).toBe(0);
});
