import { z } from "zod";
import { callScopeSchema, scopeSchema } from "../metrics/scope-schema";

export const REPORT_KINDS = ["weekly", "monthly"] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

const fields = {
  /** weekly: the last ISO week, for managers. monthly: the month that closed, for finance. */
  kind: z.enum(REPORT_KINDS),
  scope: callScopeSchema.default([]),
  /** On the clock of `zone`, on the hour. */
  hour: z.number().int().min(0).max(23),
  /** The ISO weekday of a weekly report (1 is Monday), the day of the month of a monthly one. */
  day: z.number().int().min(1).max(28),
};

const WEEKDAY = "A weekly report goes out on a day from 1 (Monday) to 7 (Sunday).";

export const newSubscriptionSchema = z.object({
  ...fields,
  /** Who gets it; without one the person who asks. Others than oneself only by an admin. */
  userId: z.uuid().optional(),
  /** Default: the reporting zone. */
  zone: z.string().min(1).max(60).optional(),
});
export type NewSubscription = z.output<typeof newSubscriptionSchema>;
export const isWeekday = ({ kind, day }: Pick<NewSubscription, "kind" | "day">): string | null =>
  kind === "weekly" && day > 7 ? WEEKDAY : null;

/** Who gets which report, and when next. Instants ISO. */
export const subscriptionSchema = z.object({
  ...fields,
  id: z.uuid(),
  scope: scopeSchema,
  zone: z.string(),
  userId: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** When it goes out next, and the dates [from, to) it will be about. */
  next: z.object({ at: z.iso.datetime(), from: z.string(), to: z.string() }),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** A report that was made: dates [periodStart, periodEnd) in the reporting zone. */
export const pastReportSchema = z.object({
  id: z.uuid(),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  periodStart: z.string(),
  periodEnd: z.string(),
  email: z.string(),
  createdAt: z.iso.datetime(),
  hasCsv: z.boolean(),
});
export type PastReport = z.infer<typeof pastReportSchema>;
