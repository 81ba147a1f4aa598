"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ErrorCode, errorCode, errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { Answer } from "../../lib/http/operations/query";
import { type MetricQuestion, metricKey } from "./questions";

export interface MetricState {
  /** The last good answer; of the question before while a new one is on its way. */
  answer: Answer | undefined;
  /** A new answer is on its way: dim, don't blank. */
  stale: boolean;
  /** Set where the last attempt failed; `answer` then still holds the figures of `asOf`, if there are any. */
  error: { code: ErrorCode; message: string; retry: () => void } | null;
  /** When `answer` was read; epoch ms. */
  asOf: number;
}

/** Figures of one question, kept while new ones load. */
export function useMetric(question: MetricQuestion | null): MetricState {
  const query = useQuery({
    queryKey: metricKey(question ?? { metric: "" }),
    queryFn: ({ signal }) => call("query", question ?? { metric: "" }, { signal }),
    enabled: question != null,
    placeholderData: keepPreviousData,
  });
  return {
    answer: question ? query.data : undefined,
    stale: query.isPlaceholderData,
    error: query.error ? { code: errorCode(query.error), message: errorMessage(query.error), retry: () => void query.refetch() } : null,
    asOf: query.dataUpdatedAt,
  };
}
