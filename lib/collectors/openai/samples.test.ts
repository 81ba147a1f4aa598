import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openai } from "./index";
import { bills, buckets, collect, rejections, unitsOf } from "./testing";

const samples = join(import.meta.dirname, "../../../../shared/formats/samples");
const documented = join(samples, "openai_openapi");
const cookbook = join(samples, "openai_cookbook_usage_real/completions_usage_30d_ungrouped.data_array.json");
const unitsOfFile = (path: string) => unitsOf(readFileSync(path, "utf8"), false);

describe("OpenAI's own examples", () => {
  test("each of the 11 documented pages gives one valid fact", (ctx) => {
    if (!existsSync(documented)) ctx.skip("shared samples are not here");
    const files = readdirSync(documented).filter((name) => name.endsWith(".page.json"));
    expect(files).toHaveLength(11);
    for (const file of files) {
      const units = unitsOfFile(join(documented, file));
      const outcomes = collect(units);
      expect(
        units.every((unit) => openai.detect(unit, "")),
        file,
      ).toBe(true);
      expect(rejections(outcomes), file).toEqual([]);
      expect([...buckets(outcomes), ...bills(outcomes)], file).toHaveLength(1);
      const endpoint = /organization_(?:usage_)?(.*)\.page\.json/.exec(file)?.[1];
      expect([...buckets(outcomes), ...bills(outcomes)][0]?.recordId).toBe(`${endpoint}|1730419200|1d|`);
    }
  });
  test("the recorded month is 31 days, 26 of them with data, from 1736616660 to 1739208663", (ctx) => {
    if (!existsSync(cookbook)) ctx.skip("shared samples are not here");
    const outcomes = collect(unitsOfFile(cookbook));
    const facts = buckets(outcomes);
    expect(outcomes).toHaveLength(31);
    expect(facts).toHaveLength(26);
    expect(outcomes.filter((outcome) => "ignored" in outcome)).toHaveLength(5);
    expect(facts.every((fact) => fact.width === "1d" && fact.grouping.length === 0)).toBe(true);
    expect(facts[0]).toMatchObject({
      start: 1736616660,
      end: 1736640000,
      snappedStart: 1736553600,
      recordId: "completions|1736553600|1d|",
      requests: 470,
      inputUncached: 141201,
      cacheRead: 0,
    });
    expect(facts.at(-1)).toMatchObject({ start: 1739145600, end: 1739208663, snappedStart: 1739145600 });
    expect(facts[2]).toMatchObject({ inputUncached: 3718360 - 76544, cacheRead: 76544 });
  });
});
