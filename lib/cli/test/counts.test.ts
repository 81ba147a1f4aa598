import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPlaywright, readVitest } from "./counts.mjs";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "permille-counts-"));
  path = join(folder, "report.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const report = (content: unknown) => writeFileSync(path, JSON.stringify(content));

describe("counting tests", () => {
  test("a test file that could not be loaded is 1 failure beside the 2 failed tests", () => {
    const testResults = [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }, { status: "failed" }] },
    ];
    report({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 0, testResults });
    expect(readVitest(path)).toEqual({ passed: 7, failed: 3, skipped: 1 });
  });

  test("a browser test that passed only when repeated is a failure", () => {
    report({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] });
    expect(readPlaywright(path)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  test("no report is no count", () => {
    expect(readVitest(path)).toBeNull();
    expect(readPlaywright(path)).toBeNull();
  });
});
