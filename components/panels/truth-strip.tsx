"use client";

import Link from "next/link";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { can } from "../../lib/auth/can";
import { type Amount, compare, formatCount, formatRatio, formatUsd, negate } from "../../lib/money";
import { grainFor } from "../filters/grain";
import { chartParsers } from "../filters/url-parsers";
import { scopeHref, useScope } from "../filters/use-scope";
import { useShell } from "../layout/shell-context";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { useFrame } from "./data-context";
import { callTotals, costChart, reportedGap } from "./questions";
import { clockText } from "./stale-note";
import { useMetric } from "./use-metric";

/** What stands under every figure of a data page: how much of it is priced, how fresh, in which zone, of which kind; and what is not in it. */
export function TruthStrip() {
  const { state: url, scope } = useScope();
  const { zone, now } = useFrame();
  const { user } = useShell();
  const { answer } = useMetric(callTotals(scope));
  const [{ by, grain }] = useQueryStates(chartParsers);
  const hourly = grainFor(scope.days, grain) === "hour";
  const chart = useMetric(hourly ? costChart(scope, by, "hour") : null).answer;
  const reported = useMetric(reportedGap(scope)).answer?.data[0];
  if (!answer) return <p className="h-5">Reading …</p>;
  const { pricedShare, tokenPricedShare, unpriced, dataThrough, overlap, sources } = answer.meta;
  const coarser = chart?.meta.coarser ?? answer.meta.coarser;
  const gap = reported?.reported_gap ?? null;
  const models = unpriced?.models ?? null;
  const seesPrices = can(user.role, "view_prices");
  const seesSources = can(user.role, "view_sources");

  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 [&>*:not(:last-child)]:after:ml-2 [&>*:not(:last-child)]:after:text-muted-foreground [&>*:not(:last-child)]:after:no-underline [&>*:not(:last-child)]:after:content-['·']">
      <Popover>
        <PopoverTrigger asChild>
          <button type="button" className="rounded-sm underline decoration-dotted underline-offset-4 hover:text-foreground">
            {formatRatio(pricedShare)} priced
          </button>
        </PopoverTrigger>
        <PopoverContent side="top" className="grid w-80 gap-2 text-xs" aria-label="What is priced">
          <p className="font-semibold text-sm">What is priced</p>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
            <Line label="Requests with a price">{formatRatio(pricedShare)}</Line>
            <Line label="Tokens with a price">{formatRatio(tokenPricedShare)}</Line>
            <Line label="Requests without one">{formatCount(unpriced?.requests ?? null)}</Line>
            <Line label="Models they belong to">{formatCount(models)}</Line>
            <Line label="Sources that answer">{sources.join(", ") || "—"}</Line>
          </dl>
          {unpriced && unpriced.requests !== "0" && can(user.role, "view_requests") ? (
            <Link className="text-primary hover:underline" href={scopeHref("/requests", { state: url, extra: { only: "unpriced" } })}>
              Requests without a price →
            </Link>
          ) : null}
        </PopoverContent>
      </Popover>
      {unpriced && unpriced.requests !== "0" ? (
        <span>
          <Go href={seesPrices ? "/prices" : null}>
            {models == null
              ? `${formatCount(unpriced.requests)} requests without a price`
              : `${formatCount(models)} unknown ${models === "1" ? "model" : "models"}, ${formatCount(unpriced.requests)} requests`}
          </Go>
        </span>
      ) : null}
      <span title={dataThrough ?? undefined}>
        {dataThrough ? `data through ${clockText(Date.parse(dataThrough), zone, now)}` : "no data yet"}
      </span>
      <span>{zone}</span>
      <span title="Priced from calls and provider usage; what providers bill is a figure of its own">metered</span>
      {overlap ? (
        <span className="text-warning">
          {overlap.cost == null ? `${formatCount(overlap.requests)} requests` : formatUsd(overlap.cost)} of {overlap.providers.join(", ")}{" "}
          usage may be the same as gateway calls and is left out
          {seesSources ? (
            <>
              : <Go href="/sources">settle it</Go>
            </>
          ) : null}
        </span>
      ) : null}
      {coarser ? (
        <span>
          {formatUsd(coarser.cost)} and {formatCount(coarser.requests)} requests are known by the day only and not in the hours
        </span>
      ) : null}
      {gap != null && exceedsOnePercent(gap) ? (
        <span className="text-warning" title={`Sources report ${formatUsd(reported?.reported_cost ?? null)} for calls that have both`}>
          sources report {formatRatio(compare(gap, "0") < 0 ? negate(gap) : gap)} {compare(gap, "0") < 0 ? "less" : "more"} than priced
        </span>
      ) : null}
    </div>
  );
}

/** Below that, gateways and Permille differ by rounding and by the day a price list changed. */
function exceedsOnePercent(gap: Amount): boolean {
  return compare(gap, "0.01") > 0 || compare(gap, "-0.01") < 0;
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

function Go({ href, children }: { href: string | null; children: ReactNode }) {
  return href ? (
    <Link href={href} className="underline decoration-dotted underline-offset-4 hover:text-foreground">
      {children}
    </Link>
  ) : (
    children
  );
}
