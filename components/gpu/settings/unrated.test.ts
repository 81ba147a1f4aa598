import { expect, test } from "vitest";
import { unratedGroups } from "./unrated";

test("two hosts of one GPU model are one group of 12 cards; the most hours come first", () => {
  const unrated = [
    { host: "node-3", gpuModel: "NVIDIA A10G", pool: null, cards: 1, hours: "9.5" },
    { host: "node-1", gpuModel: "NVIDIA H100", pool: "training", cards: 8, hours: "5760" },
    { host: "node-2", gpuModel: "NVIDIA H100", pool: null, cards: 4, hours: "2880.25" },
  ];
  expect(unratedGroups(unrated)).toEqual([
    { field: "gpu_model", subject: "NVIDIA H100", cards: 12, hours: "8640.25", hosts: 2 },
    { field: "gpu_model", subject: "NVIDIA A10G", cards: 1, hours: "9.5", hosts: 1 },
  ]);
});

test("without a GPU model it is the host, without either any GPU", () => {
  const of = (host: string | null) => unratedGroups([{ host, gpuModel: null, pool: null, cards: 1, hours: "1" }])[0];
  expect(of("node-1")).toMatchObject({ field: "host", subject: "node-1", hosts: 1 });
  expect(of(null)).toMatchObject({ field: "any", subject: "", hosts: 0 });
});
