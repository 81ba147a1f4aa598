import type { Sql } from "../../db/client";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import type { ModelClass } from "../savings";
import { addDays, dayOf } from "../time";
import { classesAt } from "./classes";
import { CLASS_FROM } from "./mix-answer";

const DAYS = 90;
const MOST = 200;

/** What settings of routing can be about: what the last 90 days had, the busiest first, at most 200 of each. */
export interface RoutingSubjects {
  features: { feature: string; requests: number }[];
  /** Requested names that no priced model and no alias answers to, and whose features have no baseline; `requests` can't be compared for that reason. */
  unmapped: { requestedModel: string; requests: number }[];
  /** Requests without a known baseline that name no model. */
  unnamed: number;
  /** With the standard price of today, USD per million output tokens, and the class that follows from it. */
  models: {
    provider: string | null;
    model: string;
    requests: number;
    outputUsdPerMillion: string | null;
    classByPrice: ModelClass | null;
  }[];
  /** Output prices from which a model is frontier or mid. */
  boundaries: { frontier: string; mid: string };
}

/** From rollups. Days are those of UTC: a day more or less at the far end changes no order. */
export async function routingSubjects(sql: Sql, now: Date): Promise<RoutingSubjects> {
  const since = addDays(dayOf(now.getTime(), "UTC"), -DAYS);
  const [features, lost, models, entries] = await Promise.all([
    sql<RoutingSubjects["features"]>`
      select f.value as feature, sum(r.requests)::float8 as requests
      from rollup_day_feature r join dimension_value f on f.id = r.feature
      where r.day >= ${since} and r.feature <> 0
      group by 1 having sum(r.requests) > 0 order by 2 desc, 1 limit ${MOST}`,
    sql<{ requestedModel: string | null; requests: number }[]>`
      select m.value as "requestedModel", sum(r.inestimable_baseline)::float8 as requests
      from rollup_day_ledger r left join dimension_value m on m.id = r.requested_model
      where r.day >= ${since} and r.inestimable_baseline > 0
      group by 1 order by 2 desc, 1 limit ${MOST}`,
    sql<{ provider: string | null; model: string; requests: number }[]>`
      select p.value as provider, m.value as model, sum(r.requests)::float8 as requests
      from rollup_day_model r left join dimension_value p on p.id = r.provider join dimension_value m on m.id = r.model
      where r.day >= ${since} and r.model <> 0
      group by 1, 2 having sum(r.requests) > 0 order by 3 desc, 2, 1 limit ${MOST}`,
    customPrices(sql),
  ]);
  const byPrice = classesAt([], createPriceBook(entries), now.getTime());
  return {
    features: [...features],
    unmapped: lost.flatMap(({ requestedModel, requests }) => (requestedModel === null ? [] : [{ requestedModel, requests }])),
    unnamed: lost.find(({ requestedModel }) => requestedModel === null)?.requests ?? 0,
    models: models.map((row) => {
      const { outputUsdPerMillion, class: classByPrice } = byPrice(row.provider, row.model);
      return { ...row, outputUsdPerMillion, classByPrice };
    }),
    boundaries: { frontier: CLASS_FROM.frontier, mid: CLASS_FROM.mid },
  };
}
