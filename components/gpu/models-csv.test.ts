import { expect, test } from "vitest";
import { modelsCsv } from "./models-csv";
import { LLAMA, UNKNOWN } from "./testing-models";

test("a line for each model: exact figures, a loss with its minus sign, unknown empty", () => {
  const [head = "", llama = "", unknown = ""] = modelsCsv([LLAMA, UNKNOWN]).split("\r\n");
  const at = (line: string, column: string) => line.split(",")[head.split(",").indexOf(column)];
  expect(head.split(",").slice(0, 5)).toEqual(["model", "requests_from", "api", "gpus", "gpu_hours"]);
  expect(["model", "api", "gpu_idle_cost", "absorbed", "saved_per_day"].map((column) => at(llama, column))).toEqual([
    "meta-llama/Llama-3.1-8B-Instruct",
    "openai/gpt-4o-mini",
    "277.09",
    "-926.14",
    "224.74",
  ]);
  expect(["requests_from", "gpu_cost", "absorbed", "saved_per_day"].map((column) => at(unknown, column))).toEqual(["calls", "", "", ""]);
});
