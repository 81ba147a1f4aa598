import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "./decide";
import { fold, type Judged, type Patience } from "./fold";
import { INITIAL, type SubjectState, subjectStateSchema } from "./state";

const HOUR = 3_600_000;
const START = Date.parse("2026-10-25T00:00:00Z");
const LETTERS: Record<string, Verdict | "gone"> = { g: "gone", x: "out", h: "hold", ".": "within", "?": "unknown" };
const buckets = (line: string): Judged[] =>
  [...line].map((letter, i) => ({ at: START + (i + 1) * HOUR, verdict: LETTERS[letter] ?? "unknown", value: String(i) }));

function run(judged: readonly Judged[], patience: Patience, state: SubjectState = INITIAL) {
  let now = state;
  let shown = "";
  const changes: string[] = [];
  for (const one of judged) {
    const folded = fold(now, one, patience);
    now = folded.state;
    shown += folded.change === "fired" ? "F" : folded.change === "resolved" ? "R" : { ok: ".", pending: "p", firing: "f" }[now.state];
    if (folded.change) changes.push(`${folded.change} ${one.at}`);
  }
  return { state: now, shown, changes };
}

describe("fold", () => {
  test.each([
    ["at once, and again after it ended", "..xx.x", { forMinutes: 0, cooldownMinutes: 0 }, "..FfRF"],
    ["once it held for 2 hours", "xxxx.", { forMinutes: 120, cooldownMinutes: 0 }, "ppFfR"],
    ["not where it held for 1 hour of 2", "xx.xx.", { forMinutes: 120, cooldownMinutes: 0 }, "pp.pp."],
    ["not within 4 hours of the one before", "x.x.x.", { forMinutes: 0, cooldownMinutes: 240 }, "FRp.FR"],
    ["when the cool-down is over and it still holds", "x.xxxx", { forMinutes: 0, cooldownMinutes: 240 }, "FRppFf"],
    ["between the lines an alert goes on and none begins", "hxhh.h", { forMinutes: 0, cooldownMinutes: 0 }, ".FffR."],
    ["unknown begins nothing and ends nothing", "??x??.", { forMinutes: 0, cooldownMinutes: 0 }, "..FffR"],
    ["what is gone ends an alert and begins none", "xxggg.x", { forMinutes: 0, cooldownMinutes: 0 }, "FfR...F"],
    ["unknown breaks off the waiting", "x?xx", { forMinutes: 60, cooldownMinutes: 0 }, "p.pF"],
  ])("%s", (_, line, patience, shown) => {
    expect(run(buckets(line), patience).shown).toBe(shown);
  });

  test("an alert remembers since when it holds, not when it was told", () => {
    const { state } = run(buckets(".xxx"), { forMinutes: 120, cooldownMinutes: 0 });
    expect(state).toMatchObject({ state: "firing", since: "2026-10-25T02:00:00.000Z", firedAt: "2026-10-25T04:00:00.000Z", value: "3" });
  });

  const line = fc.array(fc.constantFrom(...Object.keys(LETTERS)), { maxLength: 60 }).map((letters) => buckets(letters.join("")));
  const patience = fc.record({
    forMinutes: fc.constantFrom(0, 60, 180),
    cooldownMinutes: fc.constantFrom(0, 60, 300),
  });

  test("evaluated in any chunks, and with its state stored in between, it tells the same", () => {
    fc.assert(
      fc.property(line, patience, fc.array(fc.nat(60), { maxLength: 5 }), (judged, rule, cuts) => {
        const whole = run(judged, rule);
        let state = INITIAL;
        const changes: string[] = [];
        const ends = [...cuts, 0, judged.length].map((cut) => Math.min(cut, judged.length)).sort((a, b) => a - b);
        for (const [i, end] of ends.entries()) {
          const part = run(judged.slice(ends[i - 1] ?? 0, end), rule, state);
          state = subjectStateSchema.parse(JSON.parse(JSON.stringify(part.state)));
          changes.push(...part.changes);
        }
        expect({ state, changes }).toEqual({ state: whole.state, changes: whole.changes });
      }),
    );
  });

  test("alerts begin and end in turn, never closer than the cool-down, and never on an unknown bucket", () => {
    fc.assert(
      fc.property(line, patience, (judged, rule) => {
        const { changes } = run(judged, rule);
        let lastFired: number | null = null;
        for (const [i, change] of changes.entries()) {
          const [what, at] = change.split(" ");
          expect(what).toBe(i % 2 === 0 ? "fired" : "resolved");
          const bucket = judged.find((one) => one.at === Number(at));
          expect(what === "fired" ? ["out"] : ["within", "gone"]).toContain(bucket?.verdict);
          if (what !== "fired") continue;
          if (lastFired != null) expect(Number(at) - lastFired).toBeGreaterThanOrEqual(rule.cooldownMinutes * 60_000);
          lastFired = Number(at);
        }
      }),
    );
  });
});
