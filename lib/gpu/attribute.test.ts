import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribution, type DatedRate, type GpuNames, type GpuRule, type GpuSpan } from "./attribute";
import { RULE_FIELDS, type RuleField, type RuleSets } from "./rule";
import { ALWAYS, FOREVER } from "./stated";

const NAMES: GpuNames = { host: "node-7", gpuModel: "NVIDIA H100 80GB", namespace: "ml", pod: "llama-0" };
let id = 0;
const rule = (field: RuleField, subject: string, sets: RuleSets, value: string | null, from = ALWAYS): GpuRule => {
  id += 1;
  return { id, field, subject, sets, value, from };
};
const rate = (field: string, subject: string, usdPerHour: string | null, from = ALWAYS, billed: DatedRate["billed"] = null): DatedRate => {
  id += 1;
  return { id, field, subject, usdPerHour, from, billed };
};
const bare = (served: string) => served.split("/").at(-1) ?? served;
const spans = (rules: GpuRule[], rates: DatedRate[] = [], ties: { from: string; served: string }[] = [], names = NAMES): GpuSpan[] =>
  attribution(rules, rates, bare).gpu(names, ties);
const only = <K extends keyof GpuSpan>(list: GpuSpan[], key: K): [string, GpuSpan[K]][] => list.map((span) => [span.from, span[key]]);

describe("who a GPU belongs to", () => {
  test("nobody, without a rule", () => {
    expect(spans([])).toEqual([
      { from: ALWAYS, to: FOREVER, pool: null, model: null, team: null, feature: null, usdPerHour: null, rate: null },
    ]);
  });

  const ordered = [
    ["gpu_model", "NVIDIA H100 80GB"],
    ["pool", "night"],
    ["host", "node-7"],
    ["model", "llama"],
    ["namespace", "ml"],
    ["pod", "llama-0"],
  ] as const;
  for (const [i, [field]] of ordered.entries())
    test(`${field} goes before ${
      ordered
        .slice(0, i)
        .map(([name]) => name)
        .join(", ") || "nothing"
    }`, () => {
      const rules = [rule("host", "node-7", "pool", "night"), rule("host", "node-7", "model", "llama")];
      const teams = ordered.slice(0, i + 1).map(([name, subject]) => rule(name, subject, "team", `by ${name}`));
      for (const order of [teams, [...teams].reverse()])
        expect(only(spans([...rules, ...order]), "team")).toEqual([[ALWAYS, `by ${field}`]]);
    });

  test("a whole name goes before a beginning, a longer beginning before a shorter one", () => {
    const rules = [rule("host", "node-7", "team", "whole"), rule("host", "node-*", "team", "node"), rule("host", "*", "team", "all")];
    expect(spans(rules)[0]?.team).toBe("whole");
    expect(spans(rules.slice(1))[0]?.team).toBe("node");
    expect(spans(rules.slice(2))[0]?.team).toBe("all");
    expect(spans([rule("host", "node-*", "team", "all")], [], [], { ...NAMES, host: null })[0]?.team).toBe(null);
  });

  test("a dated rule cuts days; of two of one day the later set; from its day on a rule of none is none", () => {
    const rules = [
      rule("namespace", "ml", "team", "a"),
      rule("namespace", "ml", "team", "typo", "2026-10-01"),
      rule("namespace", "ml", "team", "b", "2026-10-01"),
      rule("namespace", "ml", "team", null, "2026-11-01"),
      rule("host", "node-7", "team", "host's"),
    ];
    expect(only(spans(rules), "team")).toEqual([
      [ALWAYS, "a"],
      ["2026-10-01", "b"],
      ["2026-11-01", null],
    ]);
    expect(spans(rules).map(({ to }) => to)).toEqual(["2026-10-01", "2026-11-01", FOREVER]);
  });

  test("a more particular rule that has not begun lets the general one be", () => {
    expect(only(spans([rule("host", "node-7", "team", "a"), rule("pod", "llama-*", "team", "b", "2026-10-05")]), "team")).toEqual([
      [ALWAYS, "a"],
      ["2026-10-05", "b"],
    ]);
  });

  test("a pool is told by the host, else by the GPU model, and has a team and a rate of its own by then", () => {
    const rules = [
      rule("gpu_model", "NVIDIA H100*", "pool", "h100"),
      rule("host", "node-7", "pool", "night", "2026-10-01"),
      rule("pool", "night", "team", "batch"),
    ];
    const rates = [rate("pool", "night", "2"), rate("gpu_model", "NVIDIA*", "3")];
    expect(spans(rules, rates).map(({ pool, team, usdPerHour }) => [pool, team, usdPerHour])).toEqual([
      ["h100", null, "3"],
      ["night", "batch", "2"],
    ]);
  });

  test("the model is what the pod serves, under the name of its calls; a rule on the served name renames it, a rule on the pod goes before", () => {
    const ties = [{ from: "2026-10-03", served: "meta-llama/Llama-3.1-8B" }];
    expect(only(spans([], [], ties), "model")).toEqual([[ALWAYS, "Llama-3.1-8B"]]);
    const renamed = rule("model", "meta-llama/Llama-3.1-8B", "model", "our-llama");
    expect(spans([renamed], [], ties)[0]?.model).toBe("our-llama");
    expect(spans([renamed, rule("pod", "llama-*", "model", "pinned")], [], ties)[0]?.model).toBe("pinned");
    const owner = rule("model", "our-llama", "team", "chat");
    expect(spans([renamed, owner], [], ties)[0]?.team).toBe("chat");
    expect(spans([renamed, rule("model", "meta-llama/*", "team", "chat")], [], ties)[0]?.team).toBe("chat");
  });

  test("a pod that serves another model from a day on is cut there; before its first server it belongs to that", () => {
    const ties = [
      { from: "2026-10-03", served: "a" },
      { from: "2026-10-09", served: "b" },
    ];
    expect(only(spans([], [], ties), "model")).toEqual([
      [ALWAYS, "a"],
      ["2026-10-09", "b"],
    ]);
  });

  test("a model server: pod before namespace before the model, and its name as calls have it", () => {
    const { serving } = attribution(
      [rule("model", "Llama", "feature", "chat"), rule("namespace", "ml", "team", "a"), rule("pod", "x-*", "team", "b", "2026-10-01")],
      [],
      bare,
    );
    expect(serving({ served: "meta/Llama", namespace: "ml", pod: "x-1" })).toEqual([
      { from: ALWAYS, to: "2026-10-01", model: "Llama", team: "a", feature: "chat" },
      { from: "2026-10-01", to: FOREVER, model: "Llama", team: "b", feature: "chat" },
    ]);
  });
});

describe("what a GPU costs", () => {
  test("host before pool before GPU model before any; null lets the more general one through", () => {
    const rules = [rule("host", "node-7", "pool", "night")];
    const rates = [rate("any", "", "1"), rate("gpu_model", "NVIDIA*", "2"), rate("pool", "night", "3"), rate("host", "node-*", "4")];
    expect([1, 2, 3, 4].map((n) => spans(rules, rates.slice(0, n))[0]?.usdPerHour)).toEqual(["1", "2", "3", "4"]);
    expect(only(spans(rules, [...rates, rate("host", "node-*", null, "2026-10-01")]), "usdPerHour")).toEqual([
      [ALWAYS, "4"],
      ["2026-10-01", "3"],
    ]);
  });

  test("a billed rate holds in its charge periods, which add up where they overlap; outside the general one does", () => {
    const billed = [
      { from: "2026-10-01", to: "2026-11-01", usdPerHour: "2" },
      { from: "2026-10-10", to: "2026-10-11", usdPerHour: "0.5" },
    ];
    const rates = [rate("host", "node-7", null, ALWAYS, billed), rate("any", "", "9")];
    expect(only(spans([], rates), "usdPerHour")).toEqual([
      [ALWAYS, "9"],
      ["2026-10-01", "2"],
      ["2026-10-10", "2.5"],
      ["2026-10-11", "2"],
      ["2026-11-01", "9"],
    ]);
  });
});

test("spans lie end to end over all days, and each day of one says what a look at that day alone says", () => {
  const day = fc.constantFrom(ALWAYS, "2026-10-01", "2026-10-02", "2026-10-05", "2026-11-01");
  const name = fc.constantFrom("a", "ab", "abc", "a*", "ab*", "*");
  const value = fc.option(fc.constantFrom("a", "ab", "b"));
  const anyRule = fc
    .record({
      field: fc.constantFrom(...RULE_FIELDS),
      subject: name,
      sets: fc.constantFrom<RuleSets>("pool", "model", "team", "feature"),
      value,
      from: day,
    })
    .filter(({ sets, field }) => sets !== "pool" || field === "host" || field === "gpu_model");
  const anyRate = fc.record({
    field: fc.constantFrom("host", "pool", "gpu_model"),
    subject: name,
    usdPerHour: fc.option(fc.constantFrom("1", "2")),
    from: day,
  });
  const served = fc.constantFrom("a", "ab", "abc");
  const numbered = <T extends object>(list: T[]) => list.map((one, i) => ({ ...one, id: i }));
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 8 }),
      fc.array(anyRate, { maxLength: 5 }),
      fc.uniqueArray(fc.record({ from: fc.constantFrom("2026-10-02", "2026-10-04"), served }), {
        selector: ({ from }) => from,
        maxLength: 2,
      }),
      fc.record({ host: fc.option(served), gpuModel: fc.option(served), namespace: fc.option(served), pod: fc.option(served) }),
      (rules, rates, tied, names) => {
        const ties = [...tied].sort((a, b) => (a.from < b.from ? -1 : 1));
        const [allRules, allRates] = [numbered(rules), numbered(rates).map((one) => ({ ...one, billed: null }))];
        const list = attribution(allRules, allRates, bare).gpu(names, ties);
        expect(list[0]?.from).toBe(ALWAYS);
        expect(list.at(-1)?.to).toBe(FOREVER);
        for (const [i, span] of list.entries()) if (i > 0) expect(span.from).toBe(list[i - 1]?.to);
        for (const at of ["2026-09-01", "2026-10-01", "2026-10-03", "2026-10-04", "2026-10-20", "2026-12-01"]) {
          const begun = <T extends { from: string }>(all: T[]) =>
            all.filter(({ from }) => from <= at).map((one) => ({ ...one, from: ALWAYS }));
          // Of one subject the latest begun holds: in the order of days, the last set wins.
          const inOrder = <T extends { from: string; id: number }>(all: T[]) =>
            numbered([...all].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.id - b.id)));
          const tie = ties.findLast(({ from }) => from <= at) ?? ties[0];
          const alone = attribution(begun(inOrder(allRules)), begun(inOrder(allRates)), bare).gpu(names, tie ? [tie] : []);
          const {
            from: _,
            to: __,
            rate: ___,
            ...there
          } = list.find(({ from, to }) => from <= at && at < to) ?? { from: "", to: "", rate: 0 };
          expect(alone).toHaveLength(1);
          expect(alone[0]).toMatchObject(there);
        }
      },
    ),
    { numRuns: 400 },
  );
});
