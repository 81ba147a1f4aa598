"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { Backtest, NewRule } from "../../lib/rules/rule";

const PAUSE_MS = 400;

/** What of a rule decides when it tells: the rest can change without a new back-test. */
type Telling = Omit<NewRule, "name" | "severity" | "recipients" | "template">;

const telling = ({ name: _, severity: __, recipients: ___, template: ____, ...rest }: NewRule): Telling => rest;

interface BacktestState {
  /** Of the rule as it is now, or, while that is on its way, of the one before. */
  backtest: Backtest | undefined;
  /** The rule it belongs to. */
  of: Telling | undefined;
  stale: boolean;
  error: string | null;
}

/** Back-tests a rule as its fields change: a moment after the last of them, and the question before is dropped. Null: nothing to ask yet. */
export function useBacktest(rule: NewRule | null): BacktestState {
  const wanted = rule ? JSON.stringify(telling(rule)) : null;
  const settled = useSettled(wanted);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    queryKey: ["backtest", settled],
    queryFn: async ({ signal }) => {
      const of = JSON.parse(settled ?? "") as Telling;
      const { backtest } = await call("backtestRule", { name: "back-test", ...of }, { signal });
      return { backtest, of };
    },
    enabled: settled != null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return {
    backtest: data?.backtest,
    of: data?.of,
    stale: isPlaceholderData || isFetching || wanted !== settled,
    error: error && wanted === settled ? errorMessage(error) : null,
  };
}

/** The value once it has stayed the same for a moment; the first one at once. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}
