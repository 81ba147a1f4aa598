// The questions of the budget pages are those of their panels: pure text, without React.
import { previewPeriods, previewQuestion } from "../../components/budgets/preview";
import { contributorsBefore, contributorsQuestion } from "../../components/budgets/questions";
import type { MetricQuestion } from "../../components/panels/questions";
import { runQuery } from "../metrics";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const asked = (name: string, answers: string, question: (periods: ReturnType<typeof previewPeriods>) => MetricQuestion): AppQuery => ({
  name: `budgets: ${name}`,
  answers,
  ask: async ({ sql, now }) => {
    await runQuery(sql, question(previewPeriods("month", now, ZONE)), { now });
  },
});
const feature = [{ dimension: "feature" as const, values: ["feature-1"] }];
const watched = (period: { from: string; to: string }) => ({ metric: "cost", scope: feature, current: period });

/** What the page of one budget and the form of a new one ask, for a month. */
export const budgetScreenQueries: readonly AppQuery[] = [
  asked("contributors", "the eight largest models of a budget's scope, and the rest", ({ running }) =>
    contributorsQuestion(watched(running), "model"),
  ),
  asked("contributors before", "what the same models came to in the span before", ({ running, before }) =>
    contributorsBefore(watched(running), "model", before),
  ),
  asked("preview of the last period", "what a scope came to before, for the form", ({ before }) =>
    previewQuestion({ metric: "cost", scope: feature }, before),
  ),
  asked("preview of the running period", "what a scope came to so far, for the form", ({ running }) =>
    previewQuestion({ metric: "cost", scope: feature }, running),
  ),
];
