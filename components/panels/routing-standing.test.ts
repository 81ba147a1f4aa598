import { describe, expect, test } from "vitest";
import { type RoutingFigures, routingStanding } from "./routing-standing";

const figures = (part: Partial<RoutingFigures>): RoutingFigures => ({
  net: "69.30",
  cost: "482.10",
  requests: "1000",
  routed: "900",
  inestimable: "0",
  outcomes: "300",
  ...part,
});

describe("routingStanding", () => {
  test("900 of 1,000 routed and judged: $69.30 net of $482.10 is 14 % of cost", () => {
    expect(routingStanding(figures({}))).toEqual({ kind: "routed", share: "14 %", judged: true });
  });

  test("routed without one outcome says that it is not judged", () => {
    expect(routingStanding(figures({ outcomes: "0" }))).toMatchObject({ kind: "routed", judged: false });
    expect(routingStanding(figures({ outcomes: null }))).toMatchObject({ kind: "routed", judged: false });
  });

  test("a loss is a share below zero; no cost leaves the share out", () => {
    expect(routingStanding(figures({ net: "-48.21" }))).toMatchObject({ share: "−10 %" });
    expect(routingStanding(figures({ cost: "0" }))).toMatchObject({ share: null });
    expect(routingStanding(figures({ net: "15.43" }))).toMatchObject({ share: "3.2 %" });
    expect(routingStanding(figures({ net: null }))).toMatchObject({ share: null });
  });

  test("0 routed of 1,000, 40 of them not estimable: nothing is routed yet", () => {
    expect(routingStanding(figures({ net: "0", routed: "0", inestimable: "40" }))).toEqual({ kind: "nothing_routed" });
  });

  test("all 1,000 not estimable: it is not known", () => {
    expect(routingStanding(figures({ net: null, routed: "0", inestimable: "1000" }))).toEqual({ kind: "unknown" });
  });

  test("no requests: nothing to say", () => {
    expect(routingStanding(figures({ requests: "0", routed: "0" }))).toEqual({ kind: "no_requests" });
    expect(routingStanding(figures({ requests: null, routed: null }))).toEqual({ kind: "no_requests" });
  });
});
