import { describe, expect, test } from "vitest";
import type { GpuModels } from "../../lib/self-hosting/models-answer";
import { modelsStatement } from "./models-statement";
import { LLAMA, UNKNOWN } from "./testing-models";

const total: GpuModels["total"] = { ...LLAMA, missing: [] };
const lines = modelsStatement({ models: [LLAMA, UNKNOWN], total }).flatMap((group) => group.lines);
const textOf = (id: string) => lines.find((line) => line.id === id)?.cells.map(({ text }) => text);
const titleOf = (id: string) => lines.find((line) => line.id === id)?.cells.map(({ title }) => title);

describe("the statement of self-hosted models", () => {
  test("idle is a line of its own under each of the three costs", () => {
    const order = lines.map(({ id }) => id);
    for (const [cost, idle] of [
      ["cost", "idle"],
      ["per1k", "idle1k"],
      ["million", "idleMillion"],
    ])
      expect(order.indexOf(idle ?? "")).toBe(order.indexOf(cost ?? "") + 1);
    expect([textOf("cost"), textOf("idle"), textOf("per1k"), textOf("idle1k")].map((cells) => cells?.[0])).toEqual([
      "$2,730.24",
      "$277.09",
      "$1.39",
      "$0.14",
    ]);
  });
  test("tensor activity stands right under utilization", () => {
    const order = lines.map(({ id }) => id);
    expect(order.indexOf("tensor")).toBe(order.indexOf("utilization") + 1);
  });
  test("what is unknown is a dash with its reason, never 0", () => {
    for (const id of ["cards", "cost", "idle", "per1k", "tokens", "latency", "load", "charged", "absorbed", "against"]) {
      expect(textOf(id)?.[1]).toBe("—");
      expect(titleOf(id)?.[1]).not.toBeNull();
    }
    expect(textOf("requests")).toEqual(["1,968,000", "120"]);
  });
  test("nothing idle is 0, not a dash", () => {
    const [gpus] = modelsStatement({ models: [{ ...LLAMA, idleCost: "0" }], total });
    expect(gpus?.lines.find(({ id }) => id === "idle")?.cells[0]?.text).toBe("0");
  });
  test("an internal price that takes in $926.14 less than the GPUs cost is under, one that takes in more is over", () => {
    expect(textOf("absorbed")?.[0]).toBe("$926.14 under");
    const over = { ...LLAMA, internal: { cost: "2850.24", requests: "1960000", pricedShare: "1", absorbed: "120" } };
    const groups = modelsStatement({ models: [over], total });
    expect(groups.flatMap((group) => group.lines).find(({ id }) => id === "absorbed")?.cells[0]?.text).toBe("$120.00 over");
  });
  test("tokens name their parts, and load what is at work and what waits", () => {
    expect(textOf("tokens")?.[0]).toBe("2.26 B");
    expect(titleOf("tokens")?.[0]).toBe("1,771,200,000 input (531,360,000 from cache), 492,000,000 output");
    expect(textOf("load")?.[0]).toBe("3.1 · 0");
  });
  test("a day against the API", () => {
    expect(textOf("against")?.[0]).toBe("$224.74 saved");
  });
});
