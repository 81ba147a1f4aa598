import { describe, expect, test } from "vitest";
import { followBills, listGpuRates } from "../gpu";
import { undoRun } from "../ingest";
import { ingestText, NOW } from "../ingest/testing";
import { add } from "../money";
import { verify } from "../rollups";
import { anotherCard, openAttribution } from "./testing-attribution";

const { db, ask, one, rate } = openAttribution();

describe("rates from bill lines", () => {
  const bill = async (usd: string, from: string, to: string, description: string, more: object = {}) => {
    await db()`insert into source (id, kind, label, role) values ('cloud', 'focus', 'Cloud', 'provider') on conflict do nothing`;
    await db()`insert into dimension_value (dimension, value) values ('provider', 'cloud') on conflict do nothing`;
    await db()`insert into bill_line ${db()({
      id: crypto.randomUUID(),
      content: 1,
      run: 1,
      source: (await db()<{ num: number }[]>`select num from source where id = 'cloud'`)[0]?.num ?? 0,
      as_of: new Date(to),
      provider: (await db()<{ id: number }[]>`select id from dimension_value where dimension = 'provider' and value = 'cloud'`)[0]?.id ?? 0,
      charge_period_start: new Date(from),
      charge_period_end: new Date(to),
      utc_day: from.slice(0, 10),
      variant: "",
      billed_cost: usd,
      billing_currency: "USD",
      charge_category: "Usage",
      charge_description: description,
      record_id: `${from} ${description}`,
      counted: true,
      ...more,
    })}`;
  };

  test("cost is the bill: dollars ÷ hours of cards by charge period, but of cards with a rate of their own; it follows lines and samples", async () => {
    await rate("host", "node-3", { usdPerHour: "1" });
    const billed = await rate("any", "", { terms: "billed", bill: { source: "cloud", description: "p5.*" } });
    expect(await one("gpu_cost", { where: "host=node-1" })).toBe(null);
    await bill("84", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "p5.48xlarge");
    await bill("30", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "p5.support");
    await bill("999", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "p5.other", { counted: false });
    await bill("999", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "storage");
    expect(await followBills(db(), NOW)).toEqual({ changed: true });
    expect(await followBills(db(), NOW)).toEqual({ changed: false });
    // Three cards of 14 hours that day, 25 hours in all.
    expect(await ask("gpu_cost", { by: "host" })).toEqual([
      { host: "node-1", gpu_cost: "76" },
      { host: "node-2", gpu_cost: "38" },
      { host: "node-3", gpu_cost: "25" },
    ]);
    const { rates } = await listGpuRates(db(), NOW);
    expect(rates.find(({ id }) => id === billed)).toMatchObject({
      usdPerHour: "0.4",
      billed: { fromDay: "2026-11-01", toDay: "2026-12-01", lines: 1, usd: "30", cardHours: "75" },
    });
    const run = await ingestText(db(), anotherCard("2026-11-19"));
    await followBills(db(), NOW);
    expect(add(...(await ask("gpu_cost", { by: "host" })).map(({ gpu_cost }) => gpu_cost ?? "0"))).toMatch(/^139(\.0{9}|$)|^138\.99999999/);
    await undoRun(db(), run.id, "test");
    await followBills(db(), NOW);
    expect(await one("gpu_cost")).toBe("139");
    expect(await verify(db(), "UTC")).toEqual([]);
    await db()`truncate bill_line`;
    expect(await followBills(db(), NOW)).toEqual({ changed: true });
    expect(await one("gpu_cost")).toBe("25");
  });

  test("outside its charge periods a billed rate lets the general one through; a bill without cards makes none", async () => {
    await rate("gpu_model", "NVIDIA*", { terms: "billed", bill: { source: "cloud" } });
    await rate("any", "", { usdPerHour: "1" });
    await bill("550", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z", "x");
    await bill("5", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z", "x");
    await followBills(db(), NOW);
    expect(await ask("gpu_cost", { by: "day", order: "time", from: "2026-11-19", to: "2026-11-21" })).toEqual([
      { day: "2026-11-19", gpu_cost: "56" },
      { day: "2026-11-20", gpu_cost: "550" },
    ]);
    await db()`truncate bill_line`;
  });

  test("verify divides each bill anew, and takes the hours of those that ended three days ago from the samples", async () => {
    const run = await ingestText(db(), anotherCard("2026-11-10"));
    await rate("any", "", { terms: "billed", bill: { source: "cloud" } });
    await bill("84", "2026-11-10T00:00:00Z", "2026-11-11T00:00:00Z", "x");
    await bill("84", "2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z", "x");
    await followBills(db(), NOW);
    const differences = () => verify(db(), "UTC").then((all) => all.find(({ table }) => table === "gpu_billed")?.cells ?? 0);
    expect(await differences()).toBe(0);
    await db()`update gpu_billed set usd_per_hour = 7`;
    expect(await differences()).toBe(2);
    // Of the fresh day late samples may be on their way; of the other there are none.
    await db()`update gpu_billed set card_hours = 12`;
    expect(await differences()).toBe(1);
    await followBills(db(), NOW, "all");
    expect(await differences()).toBe(0);
    await undoRun(db(), run.id, "test");
    await db()`truncate bill_line`;
  });

  test("what makes no rate is refused: a bill with a figure, a purchase without months, a bill rate without a bill", async () => {
    const wrong = [
      { terms: "billed", bill: { source: "cloud" }, usdPerHour: "1" },
      { terms: "billed" },
      { terms: "owned", purchaseUsd: "30000" },
      { terms: "reserved", purchaseUsd: "30000", months: 36 },
      { bill: { source: "cloud" } },
    ];
    for (const one of wrong) await expect(rate("any", "", one)).rejects.toMatchObject({ code: "invalid" });
  });
});
