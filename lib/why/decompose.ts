import { TOKEN_CLASSES, type TokenClass } from "../facts";
import { type Amount, add, divide, subtract } from "../money";
import type { Cell, Side } from "./cells";
import { contributionsOf, type Link } from "./contributions";
import { STEPS, type Step } from "./explanation";
import { addSteps, noSteps, PLACES, type Steps, settle } from "./steps";

export interface FeatureBridge {
  feature: string;
  /** USD (per day where the sides are divided); 0 where a side has none. */
  before: Amount;
  after: Amount;
  /** after − before, and exactly the sum of the steps. */
  change: Amount;
  steps: Steps;
}

/** The part of one model in a step, over all features; USD, not rounded to add up. */
export interface ModelPart {
  model: string;
  amount: number;
}

export interface Bridge {
  before: Amount;
  after: Amount;
  change: Amount;
  steps: Steps;
  features: readonly FeatureBridge[];
  /** The model that moved each step most; null for steps that stand still. */
  models: Record<Step, ModelPart | null>;
}

type ByModel = Map<Step, Map<string, number>>;

/**
 * Splits the change of cost between two sides into steps, by feature and in total, each sum exact. Pure; swapping the sides flips every sign. Features
 * stand in the order of their keys.
 */
export function decompose(before: Side, after: Side): Bridge {
  const [was, is] = [byFeature(before), byFeature(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  const byModel: ByModel = new Map();
  const features = keys.map((feature) =>
    bridgeOf(feature, { before: groupOf(was.get(feature) ?? [], before), after: groupOf(is.get(feature) ?? [], after), byModel }),
  );
  return {
    before: add(...features.map((one) => one.before)),
    after: add(...features.map((one) => one.after)),
    change: add(...features.map((one) => one.change)),
    steps: features.length > 0 ? addSteps(...features.map((one) => one.steps)) : noSteps(),
    features,
    models: Object.fromEntries(STEPS.map((step) => [step, largestModel(byModel.get(step))])) as Bridge["models"],
  };
}

/** What a charge is for: a token class, or a class of the calls whose cost the source told as one sum. */
interface Line {
  model: string;
  tier: string | null;
  class: TokenClass;
  /** USD; zero where its calls have no price. */
  cost: number;
  tokens: number;
  /** Tokens of it behind a cost: gateway hits cost nothing, calls without a price have none. */
  charged: number;
  priced: number;
  price: number | null;
}

/** One feature on one side. */
interface Group {
  requests: number;
  attempts: number;
  models: Map<string, { attempts: number; input: number; output: number; classes: Record<TokenClass, number> }>;
  lines: Map<string, Line>;
  /** Charges that are no tokens, by model. */
  other: Map<string, number>;
  total: Amount;
}

function byFeature({ cells }: Side): Map<string, Cell[]> {
  const features = new Map<string, Cell[]>();
  for (const cell of cells) {
    const list = features.get(cell.feature);
    if (list) list.push(cell);
    else features.set(cell.feature, [cell]);
  }
  return features;
}

function groupOf(cells: readonly Cell[], { price, divisor }: Side): Group {
  const scale = 1 / Number(divisor);
  const group: Group = { requests: 0, attempts: 0, models: new Map(), lines: new Map(), other: new Map(), total: "0" };
  for (const cell of cells) {
    group.requests += cell.requests * scale;
    group.attempts += cell.attempts * scale;
    const model = group.models.get(cell.model) ?? { attempts: 0, input: 0, output: 0, classes: zeros() };
    group.models.set(cell.model, model);
    model.attempts += cell.attempts * scale;
    const all = TOKEN_CLASSES.reduce((sum, name) => sum + cell.tokens[name], 0);
    const told = toldCost(cell);
    const toldToTokens = all > 0 && told > 0;
    const paidShare = cell.requests > 0 ? 1 - Math.min(1, cell.gatewayHits / cell.requests) : 1;
    const pricedShare = all > 0 ? Math.min(1, cell.pricedTokens / all) : 0;
    for (const name of TOKEN_CLASSES) {
      const tokens = cell.tokens[name] * scale;
      if (name === "output") model.output += tokens;
      else model.input += tokens;
      model.classes[name] += tokens;
      const line = (cost: number, of: number | null): Line => ({
        model: cell.model,
        tier: cell.tier,
        class: name,
        cost,
        tokens,
        charged: tokens * paidShare,
        priced: tokens * paidShare * pricedShare,
        price: of,
      });
      const cost = Number(cell.costs[name]) * scale;
      const reported = toldToTokens ? (told * scale * cell.tokens[name]) / all : 0;
      // Where a source told the sum only, every token of the calls cost the same.
      if (cost === 0 && reported > 0) keep(group.lines, line(reported, null));
      else {
        if (tokens > 0 || cost !== 0) keep(group.lines, line(cost, price(cell.model, name)));
        if (reported > 0) keep(group.lines, line(reported, null), "told");
      }
    }
    const other = Number(cell.other) + (toldToTokens ? 0 : told);
    if (other !== 0) group.other.set(cell.model, (group.other.get(cell.model) ?? 0) + other * scale);
  }
  group.total = divide(add(...cells.map((cell) => cell.cost)), divisor, PLACES) ?? "0";
  return group;
}

/** Cost that no class and no other charge holds: told by the source as one sum. Less than a billionth is the noise of floating point. */
function toldCost({ cost, costs, other }: Cell): number {
  const total = Number(cost);
  const told = total - TOKEN_CLASSES.reduce((sum, name) => sum + Number(costs[name]), Number(other));
  return Math.abs(told) > 1e-9 * Math.abs(total) ? told : 0;
}

const zeros = (): Record<TokenClass, number> => ({ input_uncached: 0, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, output: 0 });

const keep = (lines: Map<string, Line>, line: Line, kind = ""): void => {
  lines.set(`${line.model}\n${line.tier ?? ""}\n${line.class}\n${kind}`, line);
};

function bridgeOf(feature: string, { before, after, byModel }: { before: Group; after: Group; byModel: ByModel }): FeatureBridge {
  const computed = Object.fromEntries(STEPS.map((step) => [step, 0])) as Record<Step, number>;
  const add = (model: string, step: Step, amount: number): void => {
    computed[step] += amount;
    const models = byModel.get(step) ?? new Map<string, number>();
    byModel.set(step, models.set(model, (models.get(model) ?? 0) + amount));
  };
  const bothAsked = before.requests > 0 && after.requests > 0;
  const tokensOf = (group: Group, model: string, name: TokenClass): number => group.models.get(model)?.classes[name] ?? 0;
  for (const key of [...new Set([...before.lines.keys(), ...after.lines.keys()])].sort()) {
    const [was, is] = [before.lines.get(key), after.lines.get(key)];
    const line = is ?? was;
    if (!line) continue;
    const [from, to] = [was?.cost ?? 0, is?.cost ?? 0];
    if (from > 0 && to > 0 && was && is) {
      contributionsOf(chainOf(line, { before, after, was, is, tokensOf }), { before: from, after: to }, (step, amount) =>
        add(line.model, step, amount),
      );
    } else if (from !== to) add(line.model, stepOfEmpty({ was, is, bothAsked }), to - from);
  }
  for (const model of [...new Set([...before.other.keys(), ...after.other.keys()])].sort())
    add(model, "other", (after.other.get(model) ?? 0) - (before.other.get(model) ?? 0));

  const change = subtract(after.total, before.total);
  const spent = Math.max(Math.abs(Number(before.total)), Math.abs(Number(after.total)));
  return { feature, before: before.total, after: after.total, change, steps: settle(computed, { change, spent }) };
}

interface Pair {
  before: Group;
  after: Group;
  was: Line;
  is: Line;
  tokensOf: (group: Group, model: string, name: TokenClass) => number;
}

/** The factors of a cell, in the order in which they are multiplied. */
function chainOf(line: Line, { before, after, was, is, tokensOf }: Pair): Link[] {
  const { model } = line;
  const length = line.class === "output" ? "output" : "context";
  const lengthOf = (group: Group) => group.models.get(model)?.[line.class === "output" ? "output" : "input"] ?? null;
  const link = (step: Step, of: (group: Group, own: Line) => number | null): Link => ({
    step,
    before: of(before, was),
    after: of(after, is),
  });
  const hasPrice = was.price != null && is.price != null && was.price > 0 && is.price > 0;
  return [
    link("volume", (group) => group.requests),
    link("attempts", (group) => group.attempts),
    link("mix", (group) => group.models.get(model)?.attempts ?? null),
    link(length, lengthOf),
    link("cache", (group) => tokensOf(group, model, line.class)),
    link("tier", (_, own) => own.tokens),
    link("cache", (_, own) => own.charged),
    link("unpriced", (_, own) => own.priced),
    link("price", (_, own) => (hasPrice ? own.priced * (own.price ?? 0) : null)),
    // What was paid beside the standard price: the tier's factor; at the standard tier long contexts, regions and discounts, which are prices.
    link(line.tier == null || line.tier === "standard" ? "price" : "tier", (_, own) => own.cost),
  ];
}

/** Where one side of a cell cost nothing: calls that had no price, tokens that were free, or no such calls at all. */
function stepOfEmpty({ was, is, bothAsked }: { was: Line | undefined; is: Line | undefined; bothAsked: boolean }): Step {
  const free = (was?.cost ?? 0) > 0 ? is : was;
  if (!free || free.tokens === 0) return bothAsked ? "mix" : "volume";
  if (free.charged === 0) return "cache";
  return free.priced === 0 ? "unpriced" : "price";
}

function largestModel(models: ReadonlyMap<string, number> | undefined): ModelPart | null {
  let most: ModelPart | null = null;
  for (const [model, amount] of models ?? []) if (amount !== 0 && Math.abs(amount) > Math.abs(most?.amount ?? 0)) most = { model, amount };
  return most;
}
