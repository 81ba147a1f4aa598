import { describe, expect, test } from "vitest";
import { cellText, gpuRows, poolRows, rowText } from "./heat-rows";

const gpu = (id: string, host: string | null, idleCost: string | null, idleHours = "10") => ({
  gpu: `GPU-${id}-6d5c`,
  instance: "",
  host,
  gpuModel: "NVIDIA H100 80GB HBM3",
  pool: "night",
  utilization: "0.12",
  tensor: "0.006",
  idleHours,
  releasableHours: "8",
  idleCost,
  cells: [21, null],
});
const pool = {
  pool: "busy",
  cards: 12,
  utilization: "0.8",
  tensor: null,
  idleHours: "0",
  releasableHours: "0",
  idleCost: "0",
  cells: [800, 810],
};

describe("rows of the heat map", () => {
  test("the host that idles for the most money together is first, though one card of another idles for more", () => {
    const rows = gpuRows({ gpus: [gpu("aaaaaaaa", "node-1", "50"), gpu("bbbbbbbb", "node-2", "40"), gpu("cccccccc", "node-2", "30")] });
    expect(rows.map(({ group, label, figure }) => [group, label, figure])).toEqual([
      ["node-2", "bbbbbbbb", "$40.00"],
      [null, "cccccccc", "$30.00"],
      ["node-1", "aaaaaaaa", "$50.00"],
    ]);
  });
  test("without a rate hours decide, and stand in place of money", () => {
    const rows = gpuRows({ gpus: [gpu("aaaaaaaa", "node-1", null, "3"), gpu("bbbbbbbb", "node-2", null, "7.5")] });
    expect(rows.map(({ figure }) => figure)).toEqual(["7.5 h", "3 h"]);
  });
  test("a card that never idled cost 0 and not $0, as in the tables; one of 0.3 cents keeps its digits", () => {
    const rows = gpuRows({ gpus: [gpu("aaaaaaaa", "node-1", "0"), gpu("bbbbbbbb", "node-1", "0.0031")] });
    expect(rows.map(({ figure }) => figure)).toEqual(["0", "$0.0031"]);
  });
  test("the rest of a pool is 12 more GPUs, or 1 more GPU", () => {
    expect(poolRows({ pools: [pool, { ...pool, pool: null, cards: 1 }] }).map(({ name, filter }) => [name, filter.value])).toEqual([
      ["12 more GPUs of pool busy", "busy"],
      ["1 more GPU without a pool", null],
    ]);
  });
  test("a click on a GPU filters to its host", () => {
    const rows = gpuRows({ gpus: [gpu("aaaaaaaa", "node-1", "50")] });
    expect(rows[0]).toMatchObject({ filter: { dimension: "host", value: "node-1" }, name: "GPU aaaaaaaa on node-1" });
  });
});

describe("in words", () => {
  test("a cell of 21 ‰ is 2.1 % active, of 0 ‰ 0 %, and no data is neither", () => {
    expect([21, 0, null, undefined].map(cellText)).toEqual(["2.1 % active", "0 % active", "no data", "no data"]);
  });
  test("12 % utilization never stands without its tensor activity", () => {
    const rows = gpuRows({ gpus: [gpu("aaaaaaaa", "node-1", "412.2")] });
    expect(rows.map(rowText)).toEqual(["12 % active, 0.6 % tensor, 10 h idle, $412.20 idle cost"]);
    expect(poolRows({ pools: [pool] }).map(rowText)).toEqual(["80 % active, tensor activity not measured, 0 h idle, $0.00 idle cost"]);
  });
});
