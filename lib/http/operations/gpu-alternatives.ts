import { z } from "zod";
import { alternativesSchema } from "../../self-hosting/alternatives-answer";
import { operation } from "../operation";

export const listGpuAlternativesOperation = operation("listGpuAlternatives", {
  summary: "Models of the price book that a self-hosted model can be reckoned against, with today's prices",
  permission: "view_prices",
  input: z.object({
    model: z.string().optional().describe("The self-hosted model: the same open model of other hosts comes first"),
    search: z.string().max(200).optional().describe("Words that provider and name hold"),
  }),
  output: alternativesSchema,
});
