import { z } from "zod";
import { ROUTING_FIELDS } from "../../savings/baselines";
import { routingInput } from "../../savings/routing-input";
import { operation } from "../operation";
import { repricingSchema } from "./prices";

const count = z.number();
const text = z.string().nullable();
const modelRef = z.object({ provider: text, model: z.string() });
const mix = z.object({ frontier: z.string(), mid: z.string(), small: z.string() });

const settingSchema = z.object({
  id: count,
  field: z.enum(ROUTING_FIELDS),
  subject: z.string(),
  value: z.union([modelRef, mix, z.number(), z.string(), z.null()]),
  fromDay: text,
  note: text,
  createdBy: z.string(),
  createdAt: z.string(),
  retiredBy: text,
  retiredAt: text,
  state: z.enum(["holds", "planned", "superseded", "retired"]),
});
export type RoutingSettingRow = z.output<typeof settingSchema>;

export const listRoutingSettingsOperation = operation("listRoutingSettings", {
  summary: "What was ever set about routing, by field and subject, the latest day first; retired ones are marked",
  permission: "view_prices",
  input: z.object({ field: z.enum(ROUTING_FIELDS).optional(), subject: z.string().optional() }),
  output: z.object({
    settings: z.array(settingSchema),
    /** The last recomputations of the savings ledger, newest first. */
    recomputations: z.array(repricingSchema),
  }),
});

export const setRoutingOperation = operation("setRouting", {
  summary:
    "Set a baseline, a declared context, the cost or rate of failures, a target mix, an alias or a model's class, from a day on; the past is computed anew in the background where figures depend on it",
  permission: "manage_prices",
  input: routingInput,
  output: z.object({ setting: count, recomputation: count.nullable() }),
});

export const retireRoutingOperation = operation("retireRouting", {
  summary: "Take a routing setting out of use, for the past too; it stays on record",
  permission: "manage_prices",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ recomputation: count.nullable() }),
});

export const previewRoutingOperation = operation("previewRouting", {
  summary: "What a routing setting would change about the past, without setting it: requests touched, gross and net before and after",
  permission: "manage_prices",
  input: routingInput,
  output: z.object({
    examined: count,
    requests: count,
    estimableBefore: count,
    estimableAfter: count,
    routingBefore: z.string(),
    routingAfter: z.string(),
    netBefore: z.string(),
    netAfter: z.string(),
    /** False: there is more than was looked at, and the true figures are larger. */
    complete: z.boolean(),
  }),
});
