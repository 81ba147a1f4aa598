import { listOutbox } from "../alerts";
import { listOverlaps, listSettlements } from "../coverage";
import { findKey, listKeys, listUsers, sessionUser } from "../people";
import { getPoll } from "../polls";
import { enteredPrices, modelsInUse, priceDifferences, priceHistory, unpricedModels } from "../prices";
import { listRecomputations, listRepricings, readRepricing } from "../repricing";
import { routingSubjects } from "../routing";
import { countRejects, findRun, listRejects, listRuns } from "../runs";
import { listRouting } from "../savings";
import { readZone } from "../settings";
import { findSource, listSources } from "../sources";
import type { AppQuery, Asker } from "./app-query";
import { budgetQueries } from "./budgets";

const page = (name: string, answers: string, ask: AppQuery["ask"], more: Partial<AppQuery> = {}): AppQuery => ({
  name,
  answers,
  ask,
  ...more,
});
const at = ({ now }: Asker): Date => new Date(now);

/** What the other pages and endpoints ask. */
export const pageQueries: readonly AppQuery[] = [
  page("every page: session", "who is signed in", ({ sql, person }) => sessionUser(sql, { id: person, epoch: 1 })),
  page("every page: zone", "the reporting zone", ({ sql }) => readZone(sql)),
  page("api: key", "whose key it is", (asker) => findKey(asker.sql, asker.secret, at(asker))),
  page("sources: list", "each source and what it brought", ({ sql }) => listSources(sql)),
  page("sources: one", "name and settings of a source", ({ sql }) => findSource(sql, "gateway")),
  page("sources: poll", "how a source is read on a schedule, and how that goes", ({ sql }) => getPoll(sql, "gateway")),
  page("sources: runs", "the ingests of a source, newest first", ({ sql }) => listRuns(sql, { source: "gateway" })),
  page("sources: run", "one ingest", ({ sql }) => findRun(sql, 1)),
  page("sources: rejects", "records that were refused, newest first", ({ sql }) => listRejects(sql, { source: "gateway" })),
  page("sources: reasons of rejects", "how many of which reason", ({ sql }) => countRejects(sql, { source: "gateway" })),
  page("sources: overlaps", "what a gateway and a provider both counted", ({ sql }) => listOverlaps(sql)),
  page("sources: settlements", "what was said about overlaps", ({ sql }) => listSettlements(sql)),
  page("prices: unpriced models", "models without a price, and why", ({ sql }) => unpricedModels(sql), {
    months: 1,
    allTime: { tables: ["rollup_day_model"], reason: "a model without a price is missing from all figures since it was first seen" },
  }),
  page("prices: models in use", "models of 90 days and their prices", (asker) => modelsInUse(asker.sql, at(asker))),
  page("prices: differences", "models whose reported cost is not ours", (asker) => priceDifferences(asker.sql, at(asker))),
  page("prices: entered", "prices that people entered", ({ sql }) => enteredPrices(sql)),
  page("prices: history", "every dated price of a model", ({ sql }) => priceHistory(sql, "openai", "model-1")),
  page("prices: re-pricings", "changed prices on their way to the facts", ({ sql }) => listRepricings(sql, 10)),
  page("prices: one re-pricing", "how far it is", ({ sql }) => readRepricing(sql, 1)),
  page("routing settings: list", "what was ever set about routing", (asker) => listRouting(asker.sql, at(asker))),
  page("routing settings: subjects", "features, names that are not mapped, and models of 90 days", (asker) =>
    routingSubjects(asker.sql, at(asker)),
  ),
  page("routing settings: recomputations", "changed settings on their way to the facts", ({ sql }) => listRecomputations(sql)),
  ...budgetQueries,
  page("outbox: list", "the newest mails, and how many in each state", ({ sql }) => listOutbox(sql)),
  page("outbox: failed", "the mails of one state", ({ sql }) => listOutbox(sql, { state: "failed" })),
  page("settings: people", "everyone with an account", ({ sql }) => listUsers(sql)),
  page("settings: keys", "every API key", ({ sql }) => listKeys(sql)),
];
