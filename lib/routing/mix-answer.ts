import { z } from "zod";
import { MODEL_CLASSES } from "../savings/baselines";

const text = z.string().nullable();

/** Output prices from which a model is of a class, USD per million tokens: a model that nobody put into one. */
export const CLASS_FROM = { frontier: "8", mid: "1.5", small: "0" } as const;

const model = z.object({
  provider: text,
  model: text,
  requests: z.string(),
  cost: text,
  from: z.enum(["set", "price"]).nullable().describe("Who says its class: a person, or its standard output price; null: nothing"),
  outputUsdPerMillion: text.describe("Its standard output price at the end of the range"),
});

/** Which classes of models answer, against a target. */
export const routingMixSchema = z.object({
  classes: z.array(
    z.object({
      class: z.enum(MODEL_CLASSES).nullable().describe("Null: models whose class nobody knows"),
      requests: z.string(),
      share: text.describe("Of the requests whose class is known, 0 to 1; null for the others"),
      cost: text,
      costShare: text.describe("Of the cost whose class is known"),
      target: text.describe("Share that is aimed at"),
      models: z.array(model).describe("Those with most requests first"),
    }),
  ),
  target: z
    .object({
      subject: z.string().describe("The feature, or * for all"),
      from: text.describe("First day it holds, in the reporting zone; null: always"),
    })
    .nullable(),
  boundaries: z
    .object({ frontier: z.string(), mid: z.string() })
    .describe("Output prices from which a model is frontier or mid, USD per million"),
  meta: z.object({ range: z.object({ from: z.string(), to: z.string() }), zone: z.string(), dataThrough: text }),
});
export type RoutingMix = z.output<typeof routingMixSchema>;
