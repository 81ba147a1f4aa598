"use client";

import { useQueries } from "@tanstack/react-query";
import type { BudgetScope } from "../../lib/budgets/budget";
import { call } from "../../lib/http/client";
import type { DimensionId } from "../../lib/metrics/dimensions";
import { type MetricQuestion, metricKey } from "../panels/questions";

/** Dimensions whose values are ids with a label beside them. */
const LABELLED: readonly DimensionId[] = ["team", "project", "api_key", "user", "customer"];

/** Values of a dimension by what went through them lately, with their labels. */
export const valuesQuestion = (dimension: string, metric = "requests"): MetricQuestion => ({ metric, by: dimension, limit: 200 });

/** Labels of the values that scopes name, by dimension; what the last 30 days lack, and what is not here yet, has none. */
export function useValueLabels(scopes: readonly BudgetScope[]): Record<string, Record<string, string>> {
  const used = LABELLED.filter((id) => scopes.some((scope) => scope.some(({ dimension }) => dimension === id)));
  return useQueries({
    queries: used.map((dimension) => {
      const question = valuesQuestion(dimension);
      return {
        queryKey: metricKey(question),
        queryFn: ({ signal }: { signal: AbortSignal }) => call("query", question, { signal }),
      };
    }),
    combine: (answers) => Object.assign({}, ...answers.map(({ data }) => data?.meta.labels ?? {})),
  });
}
