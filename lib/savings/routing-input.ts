import { z } from "zod";
import { ROUTING_FIELDS } from "./baselines";

/**
 * What somebody sets about routing, from a day on. `subject`: a feature or `*` for all of them; for `alias` the requested model; for `model_class` a
 * canonical model. `value` by field: baseline and alias {provider, model}; context_tokens a number; failure_cost and baseline_failure_rate a decimal
 * string; target_mix {frontier, mid, small} as decimal strings; model_class its name; null: from then on nothing is set. `from` null: always.
 */
export const routingInput = z.object({
  field: z.enum(ROUTING_FIELDS),
  subject: z.string().trim().min(1, "Name the feature, or * for all of them; for an alias the requested model, for a class the model."),
  value: z.union([z.string(), z.number(), z.record(z.string(), z.string().nullable())]).nullable(),
  from: z.iso
    .date("A day is written like 2026-11-22.")
    .nullish()
    .transform((day) => day ?? null),
  note: z
    .string()
    .trim()
    .max(1_000, "A note has at most 1,000 characters.")
    .nullish()
    .transform((note) => note || null),
});
export type RoutingInput = z.output<typeof routingInput>;
