import { z } from "zod";
import { gpuModelsSchema } from "../../self-hosting/models-answer";
import { operation } from "../operation";

export const gpuModelsOperation = operation("gpuModels", {
  summary: "Self-hosted models: cost per 1,000 requests and per million tokens, idle, queue, and break-even against an API",
  permission: "view_dashboards",
  input: z.object({
    from: z.string().optional().describe("As in a query"),
    to: z.string().optional(),
    where: z.array(z.string()).optional().describe("dimension=value, repeatable: model, team, host, pool, gpu_model, namespace, pod"),
  }),
  output: gpuModelsSchema,
});
