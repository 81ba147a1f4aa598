import { readFileSync } from "node:fs";

/** Counts of a vitest JSON report; a test file that could not be loaded is one failure. Null without a report. */
export function readVitest(path) {
  const report = read(path);
  if (!report) return null;
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Counts of a Playwright JSON report; a test that passed only when repeated is a failure. Null without a report. */
export function readPlaywright(path) {
  const report = read(path);
  if (!report) return null;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const unrun = unexpected + flaky === 0 ? (report.errors?.length ?? 0) : 0;
  return { passed: expected, failed: unexpected + flaky + unrun, skipped };
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
