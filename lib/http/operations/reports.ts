import { z } from "zod";
import { newSubscriptionSchema, pastReportSchema, subscriptionSchema } from "../../reports/subscription";
import { operation } from "../operation";

const id = z.object({ id: z.uuid() });

export const listReportsOperation = operation("listReports", {
  summary: "Who gets which report and when next, and the reports that went out: one's own, for admins everyone's",
  permission: "view_dashboards",
  input: z.object({}),
  output: z.object({
    subscriptions: z.array(subscriptionSchema),
    reports: z.array(pastReportSchema),
    zone: z.string().describe("The reporting zone: where the days of a report are cut"),
  }),
});

export const createReportOperation = operation("createReport", {
  summary: "Subscribe oneself to a report; admins subscribe others too",
  permission: "view_dashboards",
  input: newSubscriptionSchema,
  output: z.object({ subscription: subscriptionSchema }),
});

export const endReportOperation = operation("endReport", {
  summary: "End a subscription; what was sent stays on record",
  permission: "view_dashboards",
  input: id,
  output: z.object({ ok: z.literal(true) }),
});

export const previewReportOperation = operation("previewReport", {
  summary: "The mail of a report: as it went out, or of a subscription's id what it would say now",
  permission: "view_dashboards",
  input: id,
  output: z.object({
    subject: z.string(),
    recipient: z.string(),
    html: z.string().describe("A whole document with its pictures inside"),
    text: z.string(),
  }),
});

export const reportCsvOperation = operation("reportCsv", {
  summary: "The rows that were attached to a monthly report",
  permission: "export",
  input: id,
  output: z.string(),
  alsoProduces: ["text/csv"],
});
