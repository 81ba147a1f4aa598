import { z } from "zod";
import { isDay } from "../time";

/** What a rule can be about. */
export const RULE_FIELDS = ["host", "gpu_model", "pool", "namespace", "pod", "model"] as const;
export type RuleField = (typeof RULE_FIELDS)[number];
/** What a rule can say of it. `alternative`: the model of an API that a self-hosted one is reckoned against. */
export const RULE_SETS = ["pool", "model", "team", "feature", "alternative"] as const;
export type RuleSets = (typeof RULE_SETS)[number];

const name = z.string().trim().max(600);

/** What GPUs and model servers belong to, from a day on. */
export const gpuRuleInput = z
  .object({
    field: z.enum(RULE_FIELDS),
    /** A name, or the beginning of names and "*". Of `model`: the name that a server gives or that calls have. */
    subject: name.min(1, "Name what the rule is about: a name, or the beginning of names and *."),
    sets: z.enum(RULE_SETS),
    /** Of `alternative`: "provider/model". Null: from that day on none. */
    value: name.min(1, "Give a value, or none at all.").nullable(),
    /** Null: always. In the reporting zone. */
    fromDay: z.string().refine(isDay, "Give a date like 2026-10-01.").nullable().default(null),
    note: z.string().trim().max(500).nullable().default(null),
  })
  .refine(({ sets, field }) => sets !== "pool" || field === "host" || field === "gpu_model", {
    message: "A pool is made of hosts or of GPU models: a GPU without samples has no namespace or pod.",
    path: ["field"],
  })
  .refine(({ sets, field }) => sets !== "alternative" || field === "model", {
    message: "An alternative is set for a model.",
    path: ["field"],
  })
  .refine(({ sets, value }) => sets !== "alternative" || value === null || /^[^/]+\/.+$/.test(value), {
    message: "Write an alternative as provider/model, such as openai/gpt-4o-mini.",
    path: ["value"],
  });
export type GpuRuleInput = z.output<typeof gpuRuleInput>;
