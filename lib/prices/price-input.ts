import { z } from "zod";
import { TIERS } from "../facts/attempt";

const instant = z.iso.datetime({ offset: true }).or(z.iso.date());
const decimal = z.string().regex(/^\d{1,9}(\.\d{1,12})?$/, "A price is a decimal number of US dollars per million, like 2.50.");

/** A dated price as an engineer enters it. Dates without a time are UTC midnights. */
export const priceInput = z
  .object({
    provider: z.string().trim().min(1, "Name the provider, or * for any."),
    model: z.string().trim().min(1, "Name the model as the logs write it."),
    tier: z.enum(["*", ...TIERS]).default("standard"),
    geo: z
      .string()
      .trim()
      .min(1)
      .nullish()
      .transform((v) => v ?? null),
    lines: z
      .array(
        z.object({
          unit: z.string().min(1),
          threshold: z.int().nonnegative().default(0),
          usdPerMillion: decimal,
        }),
      )
      .min(1, "Enter at least one price."),
    validFrom: instant,
    validTo: instant.nullish().transform((v) => v ?? null),
    source: z.string().trim().min(1, "Say where the price comes from: a contract, a page, an invoice."),
    sourceUrl: z
      .url()
      .nullish()
      .transform((v) => v ?? null),
  })
  .refine((p) => p.validTo == null || new Date(p.validTo) > new Date(p.validFrom), {
    message: "The price ends before it begins.",
    path: ["validTo"],
  });
export type PriceInput = z.output<typeof priceInput>;
