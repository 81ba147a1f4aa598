import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openai } from "./index";
import { buckets, collect, collectFixture, unitsOf } from "./testing";

const fixtures = join(import.meta.dirname, "../fixtures/openai");
const [page] = unitsOf(readFileSync(join(fixtures, "completions-grouped.page.json"), "utf8"), false);

describe("the shapes in which people save it", () => {
  test("a page, its buckets one by one, a list of pages and a page without object give the same 5 records", () => {
    const { data, object: _, ...rest } = page as { data: unknown[]; object: string };
    const whole = collect([page]);
    expect(whole).toHaveLength(5);
    for (const units of [data, [[page]], [data], [{ ...rest, data }], [{ data }]]) expect(collect(units)).toEqual(whole);
  });
  test("4 clipped and full hours, a bucket a line, are hours that keep their stated ends", () => {
    const outcomes = collectFixture("clipped-hours.buckets.jsonl");
    const facts = buckets(outcomes);
    expect(outcomes).toHaveLength(4);
    expect(facts.map((fact) => fact.width)).toEqual(["1h", "1h", "1h"]);
    expect(facts[0]).toMatchObject({
      start: 1788254621,
      end: 1788256800,
      snappedStart: 1788253200,
      inputUncached: 120,
      output: 10,
      requests: 2,
    });
    expect(facts[2]).toMatchObject({ start: 1788264000, end: 1788265155, snappedStart: 1788264000 });
  });
  test("pages, buckets and lists of them are recognized; other vendors' pages and gateway lines aren't", () => {
    const { data } = page as { data: unknown[] };
    for (const unit of [page, data[0], [page], data, { data }, { object: "page", data: [], has_more: false, next_page: null }])
      expect(openai.detect(unit, "")).toBe(true);
    const others = [
      { data: [{ starting_at: "2026-09-01T00:00:00Z", ending_at: "2026-09-02T00:00:00Z", results: [] }], has_more: false },
      { request_id: "a", startTime: "x" },
      [],
      {},
      "text",
      3,
      null,
      { data: [] },
    ];
    for (const unit of others) expect(openai.detect(unit, "")).toBe(false);
  });
  test("an empty page holds no record", () => {
    expect(collect([{ object: "page", data: [], has_more: false, next_page: null }])).toEqual([]);
  });
});
