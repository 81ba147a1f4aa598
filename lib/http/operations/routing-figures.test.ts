import { expect, test } from "vitest";
import { can, scopeCan } from "../../auth/can";
import { getRequestOperation, listRequestsOperation } from "./requests";
import { routingChainsOperation, routingMixOperation, routingNetOperation } from "./routing-figures";

test("managers see what routing saved, and no single request behind it; a key that ingests sees neither", () => {
  for (const { permission } of [routingNetOperation, routingMixOperation, routingChainsOperation]) {
    expect([can("manager", permission), can("finance", permission), scopeCan("query", permission), scopeCan("ingest", permission)]).toEqual(
      [true, true, true, false],
    );
  }
  for (const { permission } of [listRequestsOperation, getRequestOperation]) {
    expect([can("manager", permission), can("finance", permission), can("engineer", permission)]).toEqual([false, true, true]);
  }
});
