import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "./openapi";
import { operations } from "./operations";

describe("openApiDocument", () => {
  test("is valid OpenAPI 3.1", async () => {
    const document: Record<string, unknown> = JSON.parse(JSON.stringify(openApiDocument(operations)));
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test("names each operation once", () => {
    const ids = operations.map((operation) => operation.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  for (const { method, path } of operations) {
    test(`${method.toUpperCase()} ${path} has a route`, () => {
      const file = new URL(`../../app${path.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`, import.meta.url);
      expect(readFileSync(file, "utf8")).toContain(`export const ${method.toUpperCase()} = route(`);
    });
  }
});
