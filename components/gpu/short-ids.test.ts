import { expect, test } from "vitest";
import { shortIds } from "./short-ids";

const card = (gpu: string, instance = "") => ({ gpu, instance });

test("eight signs of a UUID are enough where they differ", () => {
  expect(shortIds([card("GPU-3f2a1c9b-6d5c-4f1b"), card("GPU-00000001-6d5c-4f1b")])).toEqual(["3f2a1c9b", "00000001"]);
});
test("cards that begin alike get more of their id, MIG instances of one card don't", () => {
  expect(shortIds([card("GPU-3f2a1c9b-6d5c-1"), card("GPU-3f2a1c9b-6d7c-1")])).toEqual(["3f2a1c9b-6d5", "3f2a1c9b-6d7"]);
  expect(shortIds([card("GPU-3f2a1c9b-6d5c-1", "7"), card("GPU-3f2a1c9b-6d5c-1", "2")])).toEqual(["3f2a1c9b · MIG 7", "3f2a1c9b · MIG 2"]);
});
test("without a UUID it is the index on its host, on two hosts too", () => {
  expect(shortIds([card("node-1/gpu3"), card("node-2/gpu3")])).toEqual(["gpu 3", "gpu 3"]);
});
test("an empty list has no names", () => {
  expect(shortIds([])).toEqual([]);
});
