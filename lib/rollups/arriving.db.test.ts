import { afterAll, beforeAll, expect, test } from "vitest";
import { call, ingestText, lines } from "../ingest/testing";
import { type TestInstance, testInstance } from "../runs/testing";
import { histogramText } from "./arriving-latency";
import { CellTable } from "./cell-table";
import { verify } from "./verify";

let instance: TestInstance;

beforeAll(async () => {
  instance = await testInstance();
});
afterAll(() => instance.close());

test("three calls of $25,000 each add up to the last digit, in rollups and in their session", async () => {
  const { sql } = instance;
  const usage = { prompt_tokens: 2_000_000_000, completion_tokens: 2_000_000_000, total_tokens: 4_000_000_000 };
  const records = [1, 2, 3].map((n) => call(`big-${n}`, { ...usage, startTime: 1_790_000_000 + n }, { session_id: "s" }));
  await ingestText(sql, lines([...records, call("small", { startTime: 1_790_000_100 }, { session_id: "s" })]));
  const [day] = await sql`select trim_scale(sum(cost))::text as cost, sum(requests)::integer as requests from rollup_day_core`;
  expect(day).toEqual({ cost: "75000.00225", requests: 4 });
  const [session] = await sql`select trim_scale(cost)::text as cost from session`;
  expect(session?.cost).toBe("75000.00225");
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("a retry in the same file is stored joined; one in a later file is joined then, and the sums follow", async () => {
  const { sql } = instance;
  const failed = { status: "failure", prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, response_cost: 0 };
  const at = (n: number) => ({ startTime: 1_790_100_000 + n * 10, endTime: 1_790_100_001 + n * 10 });
  await ingestText(sql, lines([call("f1", { ...failed, ...at(0), trace_id: "t1" }), call("r1", { ...at(1), trace_id: "t1" })]));
  await ingestText(sql, lines([call("f2", { ...failed, ...at(2), trace_id: "t2" })]));
  await ingestText(sql, lines([call("r2", { ...at(3), trace_id: "t2" })]));
  const rows =
    await sql`select id_text(record_id) as id, coalesce(attempt_no, 1) as n, final from attempt where record_id = any(pack_ids('{f1,r1,f2,r2}')) order by 1`;
  expect(rows.map(({ id, n, final }) => [id, n, final])).toEqual([
    ["f1", 1, false],
    ["f2", 1, false],
    ["r1", 2, true],
    ["r2", 2, true],
  ]);
  expect(await verify(sql, "UTC")).toEqual([]);
});

test("histograms begin at their first count, and add up wherever they begin", async () => {
  const { sql } = instance;
  const [row] = await sql`
    select histogram_of(array[197, 199, 197], array[1, 2, 3])::text as of, histogram_of(null, null)::text as none,
      histogram_add('[198:200]={4,0,2}', '[196:198]={1,0,-4}')::text as sum, histogram_add('{}', '[3:3]={1}')::text as kept, histogram_add('{1,2}', '[4:4]={5}')::text as gap`;
  expect(row).toEqual({ of: "[198:200]={4,0,2}", none: "{}", sum: "[196:200]={1,0,0,0,2}", kept: "[3:3]={1}", gap: "{1,2,0,5}" });
  expect(histogramText([])).toBe("{}");
  const sparse: number[] = [];
  sparse[199] = 2;
  sparse[197] = 4;
  expect(histogramText(sparse)).toBe("[198:200]={4,0,2}");
});

test("a table of cells keeps 50,000 keys apart, negative ones too, and their sums", () => {
  const cells = new CellTable(3, 2);
  const places = Int32Array.from([0, 1]);
  for (let round = 0; round < 2; round++)
    for (let n = 0; n < 50_000; n++)
      cells.add(cells.cell(Int32Array.of(n % 250, -(n % 200), n)), Float64Array.from([1, n]), places, n % 2 === 0 ? 2 : 1);
  expect(cells.size).toBe(50_000);
  const cell = cells.cell(Int32Array.of(4_242 % 250, -(4_242 % 200), 4_242));
  expect([...cells.sums.subarray(cell * 2, cell * 2 + 2)]).toEqual([2, 8_484]);
});
