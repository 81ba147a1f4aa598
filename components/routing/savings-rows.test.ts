import { expect, test } from "vitest";
import { barDomain, featureRows } from "./savings-rows";
import { INSURER } from "./testing";

const RATE = { value: null, from: "none" as const, outcomes: "0", failures: "0" };
const feature = (name: string | null, part: Partial<typeof INSURER>) => ({ feature: name, label: null, rate: RATE, ...INSURER, ...part });

test("features come by what they would have cost; net is told as a share of it", () => {
  const rows = featureRows({
    features: [feature("claims", {}), feature("chat", { baseline: "10000", routing: "6000", net: "5000", failureCost: "1000" })],
  });
  expect(rows.map(({ label, share }) => [label, Number(share).toFixed(2)])).toEqual([
    ["chat", "0.50"],
    ["claims", "-52.28"],
  ]);
  expect(barDomain(rows)).toEqual([-246_000, 6000]);
});
test("a feature of which nothing can be judged is no row; one that cost only its router is", () => {
  const rows = featureRows({
    features: [feature("unknown", { baseline: null, net: null }), feature(null, { baseline: "0", routing: "0", router: "2", net: "-2" })],
  });
  expect(rows.map(({ label, net }) => [label, net])).toEqual([["(none)", "-2"]]);
});
