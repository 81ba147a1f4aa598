import { describe, expect, test } from "vitest";
import { routingSentence } from "./sentence";
import { INSURER } from "./testing";

const say = (part: Partial<typeof INSURER> = {}) => routingSentence({ ...INSURER, ...part });

describe("what routing was worth, in words", () => {
  test("the insurer: $4,000 gross, one failure of $250,000, −$246,000 net", () => {
    expect(say()).toEqual({
      text: "Routing saved $4,000 gross and −$246,000 net: one failure cost $250,000.",
      caveat: null,
      missing: null,
    });
  });
  test("the escalation trap: $486 gross, $36 of escalations, no outcomes", () => {
    expect(say({ routing: "486", escalation: "36", net: "450", routedRequests: "540", outcomes: "0", failures: "0" })).toEqual({
      text: "Routing saved $486 gross, $450 after escalations.",
      caveat: "No outcomes yet: net counts no failures.",
      missing: "outcomes",
    });
  });
  test("escalations and router calls are named with what they took", () => {
    expect(say({ escalation: "12.5", router: "0.25", net: "3887.25", failures: "4" }).text).toBe(
      "Routing saved $4,000 gross and $3,887 net: escalations took $12.50, router calls took $0.25 and 4 failures cost $100.",
    );
  });
  test("200 outcomes of 10,000 routed requests: says of how many the end is known", () => {
    expect(say({ net: "3900", outcomes: "200", failures: "2" }).caveat).toBe(
      "How it ended is known of 200 of 10,000 routed requests (2 %); of the others no failure is counted.",
    );
  });
  test("a failure without a cost counts as $0, and is said", () => {
    expect(say({ net: "4000", failures: "3", uncostedFailures: "3" })).toEqual({
      text: "Routing saved $4,000 gross and $4,000 net.",
      caveat: "3 failures have no cost and count as $0.",
      missing: "failure_cost",
    });
  });
  test("where the baseline fails too, only what is beyond that is blamed on routing", () => {
    expect(say({ net: "3500", failures: "10", expectedFailures: "6" }).text).toBe(
      "Routing saved $4,000 gross and $3,500 net: failures cost $500 more than the baseline's.",
    );
    expect(say({ net: "4000", failures: "10", expectedFailures: "11" }).caveat).toBe("Its 10 failures are no more than the baseline's.");
  });
  test("a router that chose dearer models cost more", () => {
    expect(say({ routing: "-120", net: "-120", failures: "0" })).toMatchObject({
      text: "Routing cost $120 more than the baseline would have; net is −$120.",
      caveat: "None of the 10,000 known outcomes is a failure.",
    });
  });
  test("no claim where nothing was routed, or nothing can be judged", () => {
    expect(say({ routedRequests: "0" }).text).toMatch(/^Nothing was routed here/);
    expect(say({ baseline: null }).missing).toBe("baseline");
    expect(say({ estimableRequests: "0", baseline: "0" }).text).toMatch(/can't be said/);
  });
});
