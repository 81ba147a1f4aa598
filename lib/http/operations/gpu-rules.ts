import { z } from "zod";
import { gpuRuleInput, RULE_FIELDS, RULE_SETS } from "../../gpu/rule";
import { operation } from "../operation";

const text = z.string().nullable();
const count = z.number();

const ruleSchema = z.object({
  id: count,
  field: z.enum(RULE_FIELDS),
  subject: z.string(),
  sets: z.enum(RULE_SETS),
  value: text,
  fromDay: text,
  note: text,
  createdBy: z.string(),
  createdAt: z.string(),
  retiredBy: text,
  retiredAt: text,
  state: z.enum(["holds", "planned", "superseded", "retired"]),
  cards: count.describe("Cards of the last 30 days that it names; of model servers none is counted"),
});
export type GpuRuleRow = z.output<typeof ruleSchema>;

export const listGpuRulesOperation = operation("listGpuRules", {
  summary: "Rules that tell what GPUs and model servers belong to, as they were ever set, by field and subject, the latest day first",
  permission: "view_prices",
  input: z.object({}),
  output: z.object({ rules: z.array(ruleSchema) }),
});

export const setGpuRuleOperation = operation("setGpuRule", {
  summary: "Set the pool, model, team, feature or alternative of GPUs and model servers from a day on; all history follows at once",
  permission: "manage_prices",
  input: gpuRuleInput,
  output: z.object({ id: count }),
});

export const retireGpuRuleOperation = operation("retireGpuRule", {
  summary: "Take a rule about GPUs out of use, for the past too; it stays on record",
  permission: "manage_prices",
  input: z.object({ id: z.coerce.number<number | string>().int() }),
  output: z.object({ id: count }),
});

const movedSchema = z.object({
  from: text.describe("What it is now; null: none"),
  to: text,
  cards: count,
  usd: text.describe("GPU cost of the last 30 days; null where no rate is known"),
  hours: z.string().describe("Hours of cards in the last 30 days"),
});
export type MovedGpus = z.output<typeof movedSchema>;

export const previewGpuRuleOperation = operation("previewGpuRule", {
  summary: "What a rule about GPUs would move of the last 30 days, without setting it: cards and cost, from what to what",
  permission: "manage_prices",
  input: gpuRuleInput,
  output: z.object({
    cards: count.describe("Cards that move, by what the rule sets"),
    usd: text,
    hours: z.string(),
    moved: z.array(movedSchema),
    usdBefore: text.describe("GPU cost of the moved cards at today's rates; a pool can have a rate of its own"),
    usdAfter: text,
  }),
});
