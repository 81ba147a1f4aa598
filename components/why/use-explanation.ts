"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorCode, errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { Explanation } from "../../lib/why/explanation";
import type { MetricState } from "../panels/use-metric";
import { type WhyQuestion, whyKey } from "./question";

export interface ExplanationState extends Omit<MetricState, "answer"> {
  /** The last good one; of the question before while a new one is on its way. */
  explanation: Explanation | undefined;
}

export function useExplanation(question: WhyQuestion | null): ExplanationState {
  const query = useQuery({
    queryKey: question ? whyKey(question) : ["why"],
    queryFn: ({ signal }): Promise<Explanation> => call("explain", question ?? {}, { signal }),
    enabled: question != null,
    placeholderData: keepPreviousData,
  });
  return {
    explanation: question ? query.data : undefined,
    stale: query.isPlaceholderData,
    error: query.error ? { code: errorCode(query.error), message: errorMessage(query.error), retry: () => void query.refetch() } : null,
    asOf: query.dataUpdatedAt,
  };
}
