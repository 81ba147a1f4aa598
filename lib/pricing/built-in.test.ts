import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { waitForUpdate } from "@pydantic/genai-prices";
import { expect, test } from "vitest";
import { BUILT_IN_PROVIDERS, BUILT_IN_VERSION, builtInProviders } from "./built-in";
import { decimalOfNumber, multiply, readDecimal, writeDecimal } from "./decimal";

test("the version that prices cite is the one installed", () => {
  const entry = createRequire(import.meta.url).resolve("@pydantic/genai-prices");
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(entry), "..", "package.json"), "utf8"));
  expect(manifest).toMatchObject({ version: BUILT_IN_VERSION });
});

test("every provider in the data is named, and found by its name", async () => {
  const all = (await waitForUpdate()) ?? [];
  expect([...BUILT_IN_PROVIDERS].sort()).toEqual(all.map((provider) => provider.id).sort());
  expect([...builtInProviders().values()].map((provider) => provider.id)).toEqual([...BUILT_IN_PROVIDERS]);
});

test("numbers keep the digits of their shortest text", () => {
  expect([0.1, 1e-7, 2.5e-6, 1e21, 0.003625, 0].map((value) => writeDecimal(decimalOfNumber(value)))).toEqual([
    "0.1",
    "0.0000001",
    "0.0000025",
    "1000000000000000000000",
    "0.003625",
    "0",
  ]);
  expect(() => decimalOfNumber(Number.NaN)).toThrow("not a price");
  expect(() => decimalOfNumber(-1)).toThrow("not a price");
});

test("1.1 × 3 is 3.3", () => {
  expect(multiply("1.1", "3")).toBe("3.3");
  expect(readDecimal("1,000")).toBeNull();
});
