"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorCode, errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { InputOf, OutputOf } from "../../lib/http/operations";
import { useScope } from "../filters/use-scope";
import type { MetricState } from "../panels/use-metric";
import { type RoutingOperation, type RoutingQuestion, routingKey, routingQuestion } from "./questions";

export interface RoutingState<Id extends RoutingOperation> extends Omit<MetricState, "answer"> {
  /** The last good one; of the question before while a new one is on its way. */
  answer: OutputOf<Id> | undefined;
}

/** Routing figures of the page's range and filters, kept while new ones load. */
export function useRouting<Id extends RoutingOperation>(id: Id): RoutingState<Id> {
  const { scope } = useScope();
  return useRoutingOf(id, routingQuestion(scope));
}

/** The same of another span; null asks nothing. */
export function useRoutingOf<Id extends RoutingOperation>(id: Id, question: RoutingQuestion | null): RoutingState<Id> {
  const query = useQuery({
    queryKey: question ? routingKey(id, question) : [id],
    queryFn: ({ signal }): Promise<OutputOf<Id>> => call(id, (question ?? {}) as InputOf<Id>, { signal }),
    enabled: question != null,
    placeholderData: keepPreviousData,
  });
  return {
    answer: question ? (query.data as OutputOf<Id> | undefined) : undefined,
    stale: query.isPlaceholderData,
    error: query.error ? { code: errorCode(query.error), message: errorMessage(query.error), retry: () => void query.refetch() } : null,
    asOf: query.dataUpdatedAt,
  };
}
