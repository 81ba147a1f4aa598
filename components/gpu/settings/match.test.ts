import { expect, test } from "vitest";
import { matches, offered } from "./match";

const hosts = ["node-1", "node-10", "node-2", "gpu-a"].map((value) => ({ value }));

test('"node-1*" means node-1 and node-10; "node-1" means itself alone', () => {
  expect(hosts.filter(({ value }) => matches("node-1*", value)).map(({ value }) => value)).toEqual(["node-1", "node-10"]);
  expect(hosts.filter(({ value }) => matches("node-1", value)).map(({ value }) => value)).toEqual(["node-1"]);
});

test("what is typed offers what contains it, in any case and order of words; nothing typed offers all", () => {
  expect(offered(hosts, "DE-1").map(({ value }) => value)).toEqual(["node-1", "node-10"]);
  expect(offered([{ value: "NVIDIA H100 80GB HBM3" }], "80gb h100")).toHaveLength(1);
  expect(offered(hosts, " ")).toHaveLength(4);
  expect(offered(hosts, "node-2*").map(({ value }) => value)).toEqual(["node-2"]);
});
