import { expect, test } from "vitest";
import { openTestDatabase } from "../../../db/testing-hooks";
import { setGpuRate, setGpuRule } from "../../gpu";
import { ingestText, NOW } from "../../ingest/testing";
import { gpuModelsSchema } from "../../self-hosting";
import { llamaDay } from "../../self-hosting/testing-models";
import { run } from "./gpus";

const { sql } = openTestDatabase();

async function cli(line: string): Promise<string> {
  const out: string[] = [];
  await run(line.split(" "), { sql, now: () => NOW, out: (text) => out.push(text), err: () => {} });
  return out.join("");
}
const DAY = "--from 2026-11-20 --to 2026-11-21";

test("without GPUs: what to do", async () => {
  expect(await cli(DAY)).toBe(
    "No GPU is known to run a model: rules in the GPU settings say which host, pool or pod does.\n\n2026-11-20 to 2026-11-21 (UTC), data through —\n",
  );
});

test("a model with its cost per 1,000, idle time and break-even; --json is the API's answer", async () => {
  await ingestText(sql, llamaDay());
  await setGpuRate(sql, { field: "any", subject: "", usdPerHour: "2.25" }, "test");
  await setGpuRule(sql, { field: "model", subject: "Llama*", sets: "alternative", value: "openai/gpt-4o-mini" }, "test");
  expect(await cli(DAY)).toBe(
    [
      "model                  GPUs  GPU cost    idle  requests  per 1,000   idle  per M tokens    busy  tensor  queue",
      "Llama-3.1-8B-Instruct     2   $108.00  $27.00   108,000      $1.00  $0.25         $0.40  45.3 %    15 %  50 ms",
      "",
      "Llama-3.1-8B-Instruct: not past break-even, costs $47.25 a day more than openai/gpt-4o-mini; break-even at 480 M tokens a day, 1.78 times the 270 M of this range",
      "  No call of it was recorded, so nothing is known to be charged for it.",
      "",
      "2026-11-20 to 2026-11-21 (UTC), data through 2026-11-21T00:00:00.000Z",
      "",
    ].join("\n"),
  );
  expect(gpuModelsSchema.parse(JSON.parse(await cli(`${DAY} --json`))).models).toHaveLength(1);
});
