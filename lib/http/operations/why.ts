import { z } from "zod";
import { explanationSchema } from "../../why/explanation";
import { operation } from "../operation";

export const explainOperation = operation("explain", {
  summary: "Why cost changed between two periods: steps that add up to the change, by feature and in total",
  permission: "view_dashboards",
  input: z.object({
    from: z.string().optional().describe("As in a query: the later period"),
    to: z.string().optional(),
    where: z.array(z.string()).optional().describe("dimension=value, repeatable"),
    beforeFrom: z.string().optional().describe("The earlier period; default: what the dashboards call previous"),
    beforeTo: z.string().optional(),
    detail: z.enum(["full", "sentence"]).default("full").describe("sentence: without contributors, which takes a third of the time"),
    format: z.enum(["json", "csv"]).default("json").describe("csv: a row for each feature, and their total"),
  }),
  output: explanationSchema,
  alsoProduces: ["text/csv"],
});
