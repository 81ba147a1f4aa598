import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Bench } from "./bench";
import { httpSuite } from "./http";
import { ingestSuite } from "./ingest";
import { readOptions } from "./options";
import { pushSuite } from "./push";
import { queriesSuite } from "./queries";
import { savingsSuite } from "./savings";
import { soakSuite } from "./soak";
import { storageSuite } from "./storage";
import { startHandlers } from "./testing";

const LIMIT_MS = 240_000;

let bench: Bench;
let given: string | undefined;
beforeAll(() => {
  given = process.env.DATABASE_URL;
  const options = {
    ...readOptions(["--lines", "2000", "--pairs", "1", "--seconds", "1", "--rounds", "1", "--requests", "3000", "--days", "61"]),
    soakSeconds: 1,
  };
  bench = new Bench(options, () => {}, {
    databaseServer: process.env.PERMILLE_TEST_SERVER ?? "",
    startServer: (_, url) => startHandlers(url),
  });
});
afterAll(async () => {
  await bench?.close();
  if (given !== undefined) process.env.DATABASE_URL = given;
});

// What the figures are worth is measured by `npm run bench` on a quiet machine; here the suites only have to work.
describe("2,000 lines go through every suite", () => {
  test("ingest: 2,000 lines, nothing new the second time, and 4 figures of storage", { timeout: LIMIT_MS }, async () => {
    const figures = await ingestSuite(bench);
    expect(figures.find(({ figure }) => figure.startsWith("new records"))).toMatchObject({ value: 0, met: true });
    expect(figures.find(({ figure }) => figure === "ingest ÷ bare")).toMatchObject({ unit: "ratio", target: "≥ 0.35" });
    for (const { value } of figures) expect(value).toBeGreaterThanOrEqual(0);
    expect(await storageSuite(bench)).toHaveLength(4);
  });

  test("queries: every question of the Overview on 2,000 and on 3,000 requests over 61 days", { timeout: LIMIT_MS }, async () => {
    const names = (await queriesSuite(bench)).map(({ figure }) => figure);
    expect(names).toContain("cost +2 by api_key (top 8), p95 of 3,000");
    expect(names).toContain("one request, p95 of 2,000");
    expect(names.at(-1)).toBe("slowest query, larger ÷ smaller set");
    expect(new Set(names).size).toBe(names.length);
  });

  test("savings: a baseline, outcomes and every question of the Routing page on 1,000 requests", { timeout: LIMIT_MS }, async () => {
    const small = new Bench({ ...bench.options, lines: 1_000, requests: null }, () => {}, {
      databaseServer: process.env.PERMILLE_TEST_SERVER ?? "",
    });
    const figures = await savingsSuite(small).finally(() => small.close());
    const of = (name: string) => figures.find(({ figure }) => figure === name);
    expect(of("attempts recomputed a second")?.value).toBeGreaterThan(0);
    expect(of("outcomes a second, the same file again")?.against).toBe("0 new");
    expect(of("savings by requested_model, p95")).toMatchObject({ unit: "ms", target: "≤ 30" });
    expect(figures.at(-1)?.figure).toBe("slowest of Routing ÷ slowest of the Overview");
  });

  test("http: ten people are answered", { timeout: LIMIT_MS }, async () => {
    expect((await httpSuite(bench)).at(-1)?.value).toBeGreaterThan(0);
  });

  test("push: nothing is lost or doubled when every connection breaks", { timeout: LIMIT_MS }, async () => {
    const figures = await pushSuite(bench);
    for (const name of ["attempts lost", "attempts stored twice", "cells that differ"])
      expect(figures.find(({ figure }) => figure.startsWith(name))).toMatchObject({ value: 0, met: true });
  });

  test("soak: two writers and a reader agree", { timeout: LIMIT_MS }, async () => {
    expect((await soakSuite(bench)).map(({ met }) => met)).toEqual([null, true, true, true, null]);
  });

  test("nothing of it is left behind", async () => {
    await bench.close();
    expect(existsSync(bench.folder)).toBe(false);
  });
});

test("options: suites are named one by one, --soak and --start name theirs, and 999 lines are too few", () => {
  expect(readOptions([]).suites).toEqual(["ingest", "queries", "http", "storage", "push"]);
  expect(readOptions(["--suite", "storage,ingest"]).suites).toEqual(["ingest", "storage"]);
  expect(readOptions(["--soak", "30"])).toMatchObject({ suites: ["soak"], soakSeconds: 30 });
  expect(readOptions(["--start"]).suites).toEqual(["start"]);
  expect(() => readOptions(["--suite", "speed"])).toThrow(/There is no suite/);
  expect(() => readOptions(["--lines", "999"])).toThrow(/at least 1000/);
});
