import { z } from "zod";
import { MODEL_CLASSES } from "../../savings/baselines";
import { operation } from "../operation";

const text = z.string().nullable();
const requests = z.number();

const routingSubjectsSchema = z.object({
  features: z.array(z.object({ feature: z.string(), requests })),
  unmapped: z
    .array(z.object({ requestedModel: z.string(), requests }))
    .describe("Requested names that stand for no known model; their requests can't be compared with what was asked for"),
  unnamed: requests.describe("Requests without a known baseline that name no model"),
  models: z.array(
    z.object({
      provider: text,
      model: z.string(),
      requests,
      outputUsdPerMillion: text.describe("Today's standard price"),
      classByPrice: z.enum(MODEL_CLASSES).nullable().describe("What it is where nobody set a class; null without a price"),
    }),
  ),
  boundaries: z
    .object({ frontier: z.string(), mid: z.string() })
    .describe("Output prices from which a model is frontier or mid, USD per million"),
});
export type RoutingSubjects = z.output<typeof routingSubjectsSchema>;

export const listRoutingSubjectsOperation = operation("listRoutingSubjects", {
  summary:
    "What routing settings can be about: features, requested names that are not mapped, and models of the last 90 days, the busiest first",
  permission: "view_prices",
  input: z.object({}),
  output: routingSubjectsSchema,
});
