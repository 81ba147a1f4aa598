import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Decimal } from "decimal.js";
import { beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { ingestText } from "../ingest/testing";
import { changeRouting, runRepricing } from "../repricing";
import { setRouting } from "../savings";
import { type FeatureNet, readRoutingNet } from "./index";
import { type Prompt, routeLlmPrompts } from "./testing-routellm";

const prompts = routeLlmPrompts();
const NOW = new Date("2026-11-22T12:00:00Z");
const DAY = { from: "2026-11-20", to: "2026-11-21" };
/** USD per million tokens, in and out: Together's price of Mixtral-8x7B-Instruct and OpenAI's of gpt-4-1106-preview, checked 2026-11-22. */
const PRICES = { small: ["0.9", "0.9"], strong: ["10", "30"] } as const;
type Model = keyof typeof PRICES;
const SERVED = {
  small: { custom_llm_provider: "together_ai", model: "mistralai/Mixtral-8x7B-Instruct-v0.1" },
  strong: { custom_llm_provider: "openai", model: "gpt-4-1106-preview" },
} as const;
const COSTS = ["0", "0.001", "0.01", "0.1", "1"];

/** A router that sends prompts to a model, as a feature of the company. */
interface Router {
  feature: string;
  prompts: readonly Prompt[];
  modelOf(prompt: Prompt, i: number): Model;
}
const all = prompts ?? [];
const eighth = all.filter((_, i) => i % 8 === 0);
const EVERYTHING: Router = { feature: "everything-small", prompts: all, modelOf: () => "small" };
const HALF: Router = { feature: "half-small", prompts: eighth, modelOf: (_, i) => (i % 2 === 0 ? "small" : "strong") };
const ESCALATING: Router = { feature: "escalating", prompts: eighth, modelOf: () => "small" };
const isEscalated = ({ small, strong }: Prompt): boolean => !small.right && strong.right;

const { sql } = openTestDatabase({ max: 2 });
let features: Map<string | null, FeatureNet>;

beforeAll(async () => {
  if (!prompts) return;
  await sql.begin(async (tx) => {
    const set = (field: "failure_cost" | "baseline_failure_rate", subject: string, value: string) =>
      setRouting(tx, { field, subject, value, from: null, note: null }, "test", NOW);
    await set("failure_cost", "*", "0.01");
    await set("baseline_failure_rate", EVERYTHING.feature, rateOf(all, "strong").toFixed(12));
  });
  await ingestText(sql, [EVERYTHING, HALF, ESCALATING].flatMap(logOf).join("\n"), { source: "litellm" });
  await ingestText(sql, ["request_id,outcome", ...[EVERYTHING, HALF, ESCALATING].flatMap(outcomesOf)].join("\n"), { source: "outcomes" });
  features = new Map((await net()).features.map((one) => [one.feature, one]));
});

const net = () => readRoutingNet(sql, DAY, { now: NOW.getTime() });
const of = (router: Router): FeatureNet => {
  const found = features.get(router.feature);
  if (!found) throw new Error(`no feature ${router.feature}`);
  return found;
};
const rateOf = (some: readonly Prompt[], model: Model): Decimal =>
  new Decimal(some.filter((one) => !one[model].right).length).div(some.length);

function logOf(router: Router): string[] {
  return router.prompts.flatMap((prompt, i) => {
    const model = router.modelOf(prompt, i);
    const start = Date.parse(DAY.from) / 1000 + i * 5;
    const lines = [lineOf(router, prompt, model, start)];
    if (router === ESCALATING && isEscalated(prompt)) lines.push(lineOf(router, prompt, "strong", start + 2));
    return lines;
  });
}

const idOf = ({ feature }: Router, { id }: Prompt, model: Model): string => `chatcmpl-${feature}-${id}-${model}`;

function lineOf(router: Router, prompt: Prompt, model: Model, start: number): string {
  const { output } = prompt[model];
  return JSON.stringify({
    id: idOf(router, prompt, model),
    trace_id: `${router.feature}-${prompt.id}`,
    call_type: "acompletion",
    status: "success",
    ...SERVED[model],
    model_group: SERVED.strong.model,
    startTime: start,
    endTime: start + 1,
    prompt_tokens: prompt.input,
    completion_tokens: output,
    total_tokens: prompt.input + output,
    request_tags: [`feature:${router.feature}`],
    metadata: { usage_object: { prompt_tokens: prompt.input, completion_tokens: output, total_tokens: prompt.input + output } },
  });
}

function outcomesOf(router: Router): string[] {
  return router.prompts.flatMap((prompt, i) => {
    const model = router.modelOf(prompt, i);
    if (router === ESCALATING && isEscalated(prompt))
      return [`${idOf(router, prompt, "small")},escalated`, `${idOf(router, prompt, "strong")},success`];
    return [`${idOf(router, prompt, model)},${prompt[model].right ? "success" : "failure"}`];
  });
}

/** What tokens cost, from the prices above alone. */
const costOf = (model: Model, input: number, output: number): Decimal =>
  new Decimal(PRICES[model][0]).times(input).plus(new Decimal(PRICES[model][1]).times(output)).div(1_000_000);
const sum = <T>(of: readonly T[], amount: (one: T) => Decimal): Decimal =>
  of.reduce((total, one) => total.plus(amount(one)), new Decimal(0));
const savedBy = ({ input, small }: Prompt): Decimal => costOf("strong", input, small.output).minus(costOf("small", input, small.output));

/** 95 % score interval of a share, by Wilson's formula. */
function wilson(hits: number, of: number): [number, number] {
  const z = 1.959963984540054;
  const [share, square] = [hits / of, (z * z) / of];
  const half = z * Math.sqrt((share * (1 - share)) / of + square / (4 * of));
  return [(share + square / 2 - half) / (1 + square), (share + square / 2 + half) / (1 + square)];
}

describe.skipIf(!prompts)("15,361 real prompts with the answers of a small and a strong model, sent through a router", () => {
  test("every prompt to the small model: gross, failures and the break-even cost of one as computed from the files alone", () => {
    const gross = sum(all, savedBy);
    const failures = all.filter(({ small }) => !small.right).length;
    const expected = all.filter(({ strong }) => !strong.right).length;
    expect([all.length, failures, expected]).toEqual([15_361, 15_361 - 9_560 - 842, 15_361 - 11_315 - 1_130]);
    const told = of(EVERYTHING);
    expect(told).toMatchObject({
      requests: "15361",
      routedRequests: "15361",
      routing: gross.toString(),
      outcomes: "15361",
      failures: String(failures),
      rate: { from: "configured" },
    });
    expect(Number(told.expectedFailures)).toBeCloseTo(expected, 6);
    expect(Number(told.net)).toBeCloseTo(gross.minus(new Decimal("0.01").times(failures - expected)).toNumber(), 6);
    expect(Number(told.breakEvenFailureCost)).toBeCloseTo(gross.div(failures - expected).toNumber(), 9);
    const [low, high] = wilson(failures, all.length);
    const at = (rate: number) => gross.minus(0.01 * (rate * all.length - expected)).toNumber();
    expect(Number(told.interval?.low)).toBeCloseTo(at(high), 4);
    expect(Number(told.interval?.high)).toBeCloseTo(at(low), 4);
  });

  test("every other prompt to the small model: the strong model's failure rate is measured on those that it answered", () => {
    const small = eighth.filter((_, i) => i % 2 === 0);
    const strong = eighth.filter((_, i) => i % 2 === 1);
    const told = of(HALF);
    const rate = rateOf(strong, "strong");
    expect(told.rate).toMatchObject({ from: "measured", outcomes: String(strong.length) });
    expect(Number(told.rate.value)).toBeCloseTo(rate.toNumber(), 9);
    const failures = small.filter((one) => !one.small.right).length;
    expect(told).toMatchObject({ routing: sum(small, savedBy).toString(), outcomes: String(small.length), failures: String(failures) });
    const excess = new Decimal(failures).minus(rate.times(small.length));
    expect(Number(told.net)).toBeCloseTo(sum(small, savedBy).minus(excess.times("0.01")).toNumber(), 6);
  });

  test("a failure that costs $1 instead of a cent, set afterwards, turns the same history into a loss", async () => {
    const input = { field: "failure_cost", subject: HALF.feature, value: "1", from: null, note: null } as const;
    const { recomputation } = await changeRouting(sql, input, "test", NOW);
    await runRepricing(sql, recomputation ?? 0, { settleMs: 0 });
    const told = (await net()).features.find(({ feature }) => feature === HALF.feature);
    const before = of(HALF);
    const excess = Number(before.failures) - Number(before.expectedFailures);
    expect(Number(told?.failureCost)).toBeCloseTo(excess, 6);
    expect(Number(told?.net)).toBeCloseTo(Number(before.routing) - excess, 6);
    expect(Number(told?.net)).toBeLessThan(0);
  });

  test("asking the strong model where the small one was wrong and it knows better leaves no more failures than it has itself, and pays its calls twice", () => {
    const escalated = eighth.filter(isEscalated);
    const kept = eighth.filter((one) => !isEscalated(one));
    const told = of(ESCALATING);
    expect(told).toMatchObject({
      requests: String(eighth.length),
      routedRequests: String(kept.length),
      routing: sum(kept, savedBy).toString(),
      escalation: sum(escalated, ({ input, small }) => costOf("small", input, small.output)).toString(),
      failures: String(kept.filter((one) => !one.small.right).length),
    });
    expect(told.cost).toBe(
      sum(eighth, ({ input, small }) => costOf("small", input, small.output))
        .plus(sum(escalated, ({ input, strong }) => costOf("strong", input, strong.output)))
        .toString(),
    );
  });

  test("docs/routing-quality.md says the same", () => {
    const { routing, failures, expectedFailures, breakEvenFailureCost } = of(EVERYTHING);
    const text = readFileSync(join(import.meta.dirname, "../../docs/routing-quality.md"), "utf8");
    const excess = new Decimal(failures).minus(new Decimal(expectedFailures).round());
    for (const cost of COSTS)
      expect(text).toMatch(
        new RegExp(`\\$${cost} +\\| +${usd(excess.times(cost))} +\\| +${usd(new Decimal(routing ?? 0).minus(excess.times(cost)))} `),
      );
    expect(text).toContain(`$${new Decimal(breakEvenFailureCost ?? 0).toFixed(4)}`);
    const { value, outcomes } = of(HALF).rate;
    expect(text).toContain(`${new Decimal(value ?? 0).times(100).toFixed(1)} % of ${outcomes}`);
  });
});

/** "−$1,234.56", for a regular expression. */
const usd = (amount: Decimal): string =>
  `${amount.lt(0) ? "−" : ""}\\$${amount
    .abs()
    .toFixed(2)
    .replace(/\B(?=(\d{3})+\.)/g, ",")}`;

test("the shared samples are here", (context) => {
  if (!prompts) context.skip("shared samples are not here");
  expect(all).toHaveLength(15_361);
});
