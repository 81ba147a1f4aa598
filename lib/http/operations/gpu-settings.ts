import { z } from "zod";
import { retentionSchema } from "../../gpu/retention-schema";
import { RULE_FIELDS } from "../../gpu/rule";
import { operation } from "../operation";

const settingsSchema = z.object({
  idleBelow: z.string().describe("Activity from 0 to 1 below which a 5-minute slot is idle"),
  retention: retentionSchema.describe("Days that single samples, 5-minute slots and hours are kept for; days are kept for good"),
  changes: z
    .array(
      z.object({
        at: z.string(),
        by: z.string(),
        idleBelow: z.string().nullable().describe("The line that was set; null where something else was"),
        retention: retentionSchema.nullable().describe("How long figures are kept since; null where something else was set"),
      }),
    )
    .describe("The latest 200 changes, the newest first"),
});
export type GpuSettings = z.output<typeof settingsSchema>;

export const getGpuSettingsOperation = operation("getGpuSettings", {
  summary: "The line below which a GPU is idle, and how long samples are kept",
  permission: "view_prices",
  input: z.object({}),
  output: settingsSchema,
});

export const changeGpuSettingsOperation = operation("changeGpuSettings", {
  summary: "Change the line below which a GPU is idle, or how long samples are kept; what is older goes with the next night",
  permission: "manage_prices",
  input: z.object({
    idleBelow: z
      .string()
      .regex(/^(0\.\d{1,6}|1(\.0+)?)$/, "Give a share of activity above 0 and up to 1, such as 0.05.")
      .optional(),
    retention: retentionSchema.optional(),
  }),
  output: settingsSchema,
});

export const listGpuSubjectsOperation = operation("listGpuSubjects", {
  summary: "What rules and rates of GPUs can be about: names of the last 90 days, those with the most cards first",
  permission: "view_dashboards",
  input: z.object({}),
  output: z.object({
    subjects: z.array(
      z.object({
        field: z.enum(RULE_FIELDS),
        value: z.string(),
        cards: z.number(),
        lastAt: z.string().describe("When it was last measured"),
      }),
    ),
  }),
});
