import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import { type Filter, parseQuery, type QueryInput, type QueryResult, runQuery } from "../metrics";
import { type Amount, compare, divide, change as ratioOf } from "../money";
import { readZone } from "../settings";
import { formatEnd, type Range } from "../time";
import { type NamedBridge, readBridge } from "./bridge-of-spans";
import { readContributors } from "./contributors";
import type { Explanation } from "./explanation";
import { sentenceOf, type ToldSpan } from "./sentence";
import { type Compared, type Spans, spansOf } from "./spans";
import { noSteps, PLACES, size } from "./steps";

export interface WhyInput extends Compared {
  where?: QueryInput["where"];
}

/** What features that are too many to be named are called. */
const FOLDED = "smaller features";

/**
 * Why cost changed from `before` (default: what the dashboards call previous) to `after`, within any filter. NUMBERS.md §10; the method is told in
 * docs/why.md. `contributors: false` leaves them empty and reads a third. Throws `invalid` and `limit` as a query does. `now` is epoch ms.
 */
export async function explainChange(
  sql: Sql,
  input: WhyInput,
  { now, contributors = true }: { now: number; contributors?: boolean },
): Promise<Explanation> {
  const { where } = parseQuery({ metric: "cost", where: input.where });
  const zone = await readZone(sql);
  const spans = spansOf(input, zone, now);
  if (spans.before.from >= spans.before.to) {
    throw new AppError("invalid", "This range has not begun, so there is nothing to compare. Choose one that has.");
  }
  const textOf = (range: Range) => ({ from: formatEnd(range.from, zone), to: formatEnd(range.to, zone) });
  const [before, after] = [textOf(spans.before), textOf(spans.after)];
  const totals = (span: { from: string; to: string }) => runQuery(sql, { metric: "cost,requests", where, ...span }, { now });
  const [was, is, bridge] = await Promise.all([totals(before), totals(after), readBridge(sql, { spans, where, zone, now })]);

  const divisor = spans.perDay ? spans.days : { before: "1", after: "1" };
  const known = was.data[0]?.cost != null && is.data[0]?.cost != null;
  const sides = {
    before: toldSpan(was, { days: spans.days.before, divisor: divisor.before, cost: known ? bridge.before : null }),
    after: toldSpan(is, { days: spans.days.after, divisor: divisor.after, cost: known ? bridge.after : null }),
  };
  const change = known ? bridge.change : null;
  return {
    before: { ...before, ...spanOf(sides.before) },
    after: { ...after, ...spanOf(sides.after) },
    perDay: spans.perDay,
    zone,
    change,
    ratio: change == null ? null : ratioOf(sides.before.cost, sides.after.cost),
    sentence: sentence({ spans, bridge, sides, known }),
    steps: known ? bridge.steps : noSteps(),
    features: known ? features(bridge) : [],
    contributors:
      contributors && change != null ? await readContributors(sql, { before, after, where: where as Filter[], divisor, change, now }) : [],
    pricedShare: { before: was.meta.pricedShare, after: is.meta.pricedShare },
    dataThrough: is.meta.dataThrough,
  };
}

/** The one sentence of `explainChange`, for mails and alerts. */
export async function changeSentence(sql: Sql, input: WhyInput, { now }: { now: number }): Promise<string> {
  return (await explainChange(sql, input, { now, contributors: false })).sentence;
}

interface About {
  days: Amount;
  divisor: Amount;
  /** The exact sum of the bridge; null takes the answer's own, which may be unknown. */
  cost: Amount | null;
}

function toldSpan({ data, meta }: QueryResult, { days, divisor, cost }: About): ToldSpan {
  const each = (amount: Amount | null | undefined): Amount | null => (amount == null ? null : divide(amount, divisor, PLACES));
  return { cost: cost ?? each(data[0]?.cost), requests: each(data[0]?.requests), days, pricedShare: meta.pricedShare };
}

const spanOf = ({ days, cost, requests }: ToldSpan): Pick<Explanation["before"], "days" | "cost" | "requests"> => ({
  days,
  cost,
  requests,
});

function sentence({
  spans,
  bridge,
  sides,
  known,
}: {
  spans: Spans;
  bridge: NamedBridge;
  sides: { before: ToldSpan; after: ToldSpan };
  known: boolean;
}): string {
  const price = bridge.models.price;
  const step = Number(bridge.steps.price);
  return sentenceOf({
    ...sides,
    perDay: spans.perDay,
    steps: known ? bridge.steps : noSteps(),
    features: bridge.features.map((one) => {
      const name = bridge.featureNames.get(one.feature);
      return { name: name?.folded ? FOLDED : (name?.label ?? name?.feature ?? null), steps: one.steps };
    }),
    priceOf:
      price && step !== 0 && price.amount / step > 0
        ? { model: bridge.modelNames.get(price.model)?.model || "an unknown model", share: price.amount / step }
        : null,
  });
}

function features({ features, featureNames, unknown }: NamedBridge): Explanation["features"] {
  return features
    .map(({ feature, before, after, change, steps }) => {
      const name = featureNames.get(feature);
      return {
        feature: name?.feature ?? null,
        label: name?.folded ? FOLDED : (name?.label ?? null),
        before: unknown.before.has(feature) ? null : before,
        after: unknown.after.has(feature) ? null : after,
        change,
        steps,
      };
    })
    .toSorted((a, b) => compare(size(b.change), size(a.change)));
}
