import { afterAll, beforeAll, expect, test } from "vitest";
import { seeded } from "../bench/litellm-lines";
import { call, dayCount, type TestInstance, testInstance } from "../runs/testing";
import { runQuery } from "./index";

let instance: TestInstance;
const random = seeded(5);
const FROM = Date.UTC(2026, 9, 10);
const MINUTE = 60_000;
const at = () => FROM + Math.floor(random() * 3 * 1440) * MINUTE;

beforeAll(async () => {
  instance = await testInstance();
  const calls = Array.from({ length: 400 }, (_, n) =>
    call({ id: `c${n}`, at: new Date(at()).toISOString(), feature: random() < 0.5 ? "x" : "y", input: Math.floor(random() * 5_000) }),
  );
  await instance.ingest(calls, { source: "gateway", kind: "litellm" });
  await instance.ingest([dayCount("2026-10-20", "gpt-4o", 10, 1_000, 100)]);
});
afterAll(() => instance.close());

test("60 ranges that begin and end at any minute equal their calls, in one sum, by feature and by hour", async () => {
  const { sql } = instance;
  for (let n = 0; n < 60; n += 1) {
    const [a, b] = [at(), at()].sort((x, y) => x - y) as [number, number];
    if (a === b) continue;
    const [from, to] = [new Date(a), new Date(b)];
    const by = [[], ["feature"], ["hour"]][n % 3] as string[];
    const { data } = await runQuery(
      sql,
      {
        metric: "cost,requests",
        ...(by.length > 0 ? { by: by.join(",") } : {}),
        from: from.toISOString(),
        to: to.toISOString(),
        limit: 1_000,
      },
      { now: Date.parse("2026-10-21T00:00:00Z") },
    );
    const key =
      by[0] === "feature"
        ? sql`(select value from dimension_value d where d.id = a.feature)`
        : sql`date_trunc('hour', a.occurred_at, 'UTC')`;
    const expected = await sql<{ key: string | Date; cost: string; requests: string }[]>`
      select ${by.length > 0 ? key : sql`''`} as key, trim_scale(sum(cost))::text as cost, count(*)::text as requests
      from attempt a where occurred_at >= ${from} and occurred_at < ${to} group by 1 order by 1`;
    const told = data.filter((row) => row.requests !== null && row.requests !== "0").map(({ cost, requests }) => `${requests} ${cost}`);
    expect(told.sort()).toEqual(expected.map(({ cost, requests }) => `${requests} ${cost}`).sort());
    // What a whole hour held beyond the range leaves no group behind it.
    if (by[0] === "feature") expect(data.map((row) => row.requests)).not.toContain("0");
  }
});
