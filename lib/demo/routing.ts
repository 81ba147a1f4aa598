import type { Sql } from "../../db/client";
import { type RoutingInput, setRouting } from "../savings";
import { OWNERS } from "./company";
import { ALIASES, MODELS, type Model } from "./models";
import { DAY_MS, type Plan, STORY } from "./plan";

const BY = "engineer@demo.permille.dev";

/**
 * What the company's engineers set about routing when they began with it, before the calls come in, so that nothing is to be recomputed: what is compared
 * with what, what a failure costs, how often the dear models fail, and the mix they aim at. The name that translations ask for was forgotten.
 */
export async function setDemoRouting(sql: Sql, plan: Plan, now: Date): Promise<void> {
  const known = await sql`select 1 from routing_setting limit 1`;
  if (known.length > 0) return;
  const router = dateOf(plan.anchor + STORY.router);
  const of = ({ provider, name }: Model) => ({ provider, model: name });
  const settings: Omit<RoutingInput, "from">[] = [
    {
      field: "baseline",
      subject: OWNERS.supportChat.feature,
      value: of(MODELS.sonnet),
      note: "Every question went to it before there was a router",
    },
    { field: "alias", subject: ALIASES.extract, value: of(MODELS.gemini), note: "The gateway's name for reading documents" },
    {
      field: "context_tokens",
      subject: OWNERS.nightlyBatch.feature,
      value: 98_000,
      note: "Mean of the week before accounts without activity were left out",
    },
    {
      field: "failure_cost",
      subject: OWNERS.supportChat.feature,
      value: "3.20",
      note: "Somebody of the support desk takes over: 4 minutes",
    },
    { field: "failure_cost", subject: OWNERS.docExtraction.feature, value: "1.10", note: "A clerk types the form again" },
    {
      field: "baseline_failure_rate",
      subject: OWNERS.docExtraction.feature,
      value: "0.016",
      note: "1,250 forms read twice before the router, 20 of them wrong",
    },
    { field: "target_mix", subject: "*", value: { frontier: "0.7", mid: "0.2", small: "0.1" }, note: "Agreed with finance" },
    { field: "model_class", subject: MODELS.haiku.name, value: "small", note: "It is the small one that we route to" },
    { field: "model_class", subject: MODELS.flash.name, value: "small", note: "It is the small one that we route to" },
  ];
  await sql.begin(async (tx) => {
    for (const setting of settings) await setRouting(tx, { ...setting, from: router }, BY, now);
  });
}

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
