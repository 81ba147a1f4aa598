import { z } from "zod";

const text = z.string().nullable();

/** Which models tried in vain, and which answered then. */
export const routingChainsSchema = z.object({
  chains: z.array(
    z.object({
      kind: z.enum(["escalation", "retry"]).describe("retry: the same model answered"),
      first: z.object({ provider: text, model: text }).describe("The model whose attempt was in vain"),
      answered: z.object({ provider: text, model: text }),
      requests: z.string(),
      attempts: z.string().describe("Attempts in vain"),
      cost: text.describe("What they cost; USD"),
    }),
  ),
  cutBefore: text.describe("Only attempts from this instant on are in it: there are more than can be read. Null: it is complete"),
  meta: z.object({ range: z.object({ from: z.string(), to: z.string() }), zone: z.string() }),
});
export type RoutingChains = z.output<typeof routingChainsSchema>;
