import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const RUNNER = fileURLToPath(new URL("./let-go-runner.ts", import.meta.url));

test("a request's bytes, once read, are let go of by minor collections alone", () => {
  const kept = execFileSync(process.execPath, ["--expose-gc", "--import", "tsx", RUNNER], { encoding: "utf8" });
  expect(Number(kept)).toBeLessThan(0.3);
});
