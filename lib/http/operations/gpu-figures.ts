import { z } from "zod";
import { gpuHeatSchema, MOST_GPUS } from "../../metrics/gpu-heat-answer";
import { gpuStandingSchema } from "../../metrics/gpu-standing-answer";
import { operation } from "../operation";

const asked = z.object({
  from: z.string().optional().describe("As in a query"),
  to: z.string().optional(),
  where: z.array(z.string()).optional().describe("dimension=value, repeatable"),
});

export const gpuStandingOperation = operation("gpuStanding", {
  summary: "What is known of GPUs: how many, since when, hosts that fell silent, cards without a rate",
  permission: "view_dashboards",
  input: asked,
  output: gpuStandingSchema,
});

export const gpuHeatOperation = operation("gpuHeat", {
  summary: "Activity of the idlest GPUs by hour, and of the rest by pool",
  permission: "view_dashboards",
  input: asked.extend({ limit: z.coerce.number().int().min(1).max(MOST_GPUS).default(MOST_GPUS).describe("GPUs told one by one") }),
  output: gpuHeatSchema,
});
