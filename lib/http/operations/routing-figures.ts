import { z } from "zod";
import { routingChainsSchema } from "../../routing/chains-answer";
import { routingMixSchema } from "../../routing/mix-answer";
import { routingNetSchema } from "../../routing/net-answer";
import { operation } from "../operation";

const asked = z.object({
  from: z.string().optional().describe("As in a query"),
  to: z.string().optional(),
  where: z.array(z.string()).optional().describe("dimension=value, repeatable"),
});

export const routingNetOperation = operation("routingNet", {
  summary: "What routing saved by feature and in total: gross, its own cost, failures, and net with its interval",
  permission: "view_dashboards",
  input: asked,
  output: routingNetSchema,
});

export const routingMixOperation = operation("routingMix", {
  summary: "Requests and cost by class of model (frontier, mid, small) against the target",
  permission: "view_dashboards",
  input: asked,
  output: routingMixSchema,
});

export const routingChainsOperation = operation("routingChains", {
  summary: "Attempts in vain by the model that tried and the one that answered, with their cost",
  permission: "view_dashboards",
  input: asked,
  output: routingChainsSchema,
});
