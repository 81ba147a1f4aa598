import postgres from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "./testing";

describe("testDatabase", () => {
  const open: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const database of open) await database.close();
  });

  test("2 databases asked for at once are 2 migrated databases that don't see each other's tables", async () => {
    const [one, two] = await Promise.all([testDatabase(), testDatabase()]);
    open.push(one, two);
    const [first, second] = [one, two].map(({ url }) => postgres(url, { max: 1 }));
    if (!first || !second) throw new Error("unreachable");
    await first`create table mark (id int)`;
    const [{ found } = { found: null }] = await second`select to_regclass('mark') as found`;
    expect(found).toBeNull();
    await Promise.all([first.end(), second.end()]);
  });
});
