"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { errorCode, errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { InputOf, OutputOf } from "../../lib/http/operations";
import { useScope } from "../filters/use-scope";
import type { MetricState } from "../panels/use-metric";

type GpuOperation = "gpuHeat" | "gpuModels" | "gpuStanding";

export interface GpuFigures<Id extends GpuOperation> extends Omit<MetricState, "answer"> {
  /** The last good one; of the question before while a new one is on its way. */
  answer: OutputOf<Id> | undefined;
}

/** GPU figures of the page's range and filters, kept while new ones load. */
export function useGpuFigures<Id extends GpuOperation>(id: Id): GpuFigures<Id> {
  const { scope } = useScope();
  const question = { from: scope.from, to: scope.to, where: scope.where };
  const query = useQuery({
    queryKey: [id, question],
    queryFn: ({ signal }): Promise<OutputOf<Id>> => call(id, question as InputOf<Id>, { signal }),
    placeholderData: keepPreviousData,
  });
  return {
    answer: query.data as OutputOf<Id> | undefined,
    stale: query.isPlaceholderData,
    error: query.error ? { code: errorCode(query.error), message: errorMessage(query.error), retry: () => void query.refetch() } : null,
    asOf: query.dataUpdatedAt,
  };
}
