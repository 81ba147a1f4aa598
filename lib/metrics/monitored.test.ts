import { expect, test } from "vitest";
import { isOfMachines } from "./define";
import { metrics } from "./list";
import { monitoredBy } from "./monitored";

test("a metric's id tells what it is about, as its family does", () => {
  for (const { id, family } of metrics)
    expect([id, monitoredBy(id)]).toEqual([id, family === "serving" ? "servers" : isOfMachines(family) ? "gpus" : "calls"]);
});
