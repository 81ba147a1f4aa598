import { z } from "zod";

const apiModel = z.object({
  provider: z.string(),
  model: z.string().describe("As the price book lists it"),
  same: z.boolean().describe("The same open model as the one that was asked for"),
  inputUsd: z.string().describe("Per million tokens, like the others; today's standard price"),
  cachedUsd: z.string().nullable(),
  outputUsd: z.string(),
});
export type ApiModel = z.output<typeof apiModel>;

/** Models of APIs that a self-hosted one can be reckoned against. */
export const alternativesSchema = z.object({
  models: z.array(apiModel).describe("Those of the same open model first, the cheapest on top, then the rest by name; at most 50"),
  more: z.number().int().describe("How many more there are"),
});
