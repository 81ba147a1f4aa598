"use client";

import { ChartLine } from "lucide-react";
import { useState } from "react";
import { formatCount, formatUsd, isZero } from "../../lib/money";
import type { FeatureNet, NetFigures } from "../../lib/routing/net-answer";
import { LEAST_OUTCOMES } from "../../lib/routing/net-figures";
import { axisUsd } from "../charts/axis-usd";
import { FailureCostLines } from "../charts/failure-cost-lines";
import { Plot } from "../charts/plot";
import { ChartPanel } from "../panels/chart-panel";
import { ScrollingTable, StickyHeader } from "../panels/scrolling-table";
import { StaleNote } from "../panels/stale-note";
import { CardContent, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableRow } from "../ui/table";
import { counted } from "./counted";
import { type FailureCostCurve, failureCostCsv, failureCostCurve, LABEL_EVERY, positionOf } from "./failure-cost";
import { SendOutcomes } from "./send-outcomes";
import { useRouting } from "./use-routing";

const ALL = "*";
const keyOf = ({ feature }: FeatureNet): string => `=${feature ?? ""}`;
const nameOf = ({ feature, label }: FeatureNet): string => label ?? feature ?? "(none)";

/** How much a failure may cost before routing is not worth it: net savings against that cost, for all features or one. */
export function FailureCostPanel() {
  const state = useRouting("routingNet");
  const [chosen, setChosen] = useState(ALL);
  const { answer } = state;
  const routed = answer?.features.filter(({ routedRequests }) => !isZero(routedRequests)) ?? [];
  const one = routed.find((feature) => keyOf(feature) === chosen) ?? null;
  const total: NetFigures | undefined = one ?? answer?.total;
  const curve = total ? failureCostCurve(total, one ? [one] : routed) : null;
  return (
    <ChartPanel
      label="How much a failure may cost"
      icon={ChartLine}
      csv={
        curve && curve.outcomes > 0
          ? { name: `failure-cost_${one ? nameOf(one) : "all-features"}`, text: () => failureCostCsv(curve) }
          : undefined
      }
      heading={
        <div className="flex flex-wrap items-center gap-2">
          <CardTitle>What may a failure cost?</CardTitle>
          {routed.length > 1 ? (
            <Select value={one ? chosen : ALL} onValueChange={setChosen}>
              <SelectTrigger className="h-7 max-w-48 text-xs print:border-0" aria-label="Feature">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                <SelectItem value={ALL}>All features</SelectItem>
                {routed.map((feature) => (
                  <SelectItem key={keyOf(feature)} value={keyOf(feature)}>
                    {nameOf(feature)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          ) : null}
        </div>
      }
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", state.stale && "opacity-60")} aria-busy={state.stale}>
          {!curve || !total ? (
            state.error ? null : (
              <Skeleton className="h-[344px]" />
            )
          ) : curve.outcomes === 0 ? (
            <EmptyState
              title="Nothing is known about failures"
              className="h-[344px]"
              action={isZero(total.routedRequests) ? null : <SendOutcomes />}
            >
              {isZero(total.routedRequests)
                ? "No request was routed in this range."
                : `Nobody has reported how any of the ${formatCount(total.routedRequests)} routed requests ended, so that nothing can be said about what a failure may cost.`}
            </EmptyState>
          ) : view === "table" ? (
            <CurveTable curve={curve} />
          ) : (
            <Drawn curve={curve} total={total} />
          )}
          {curve && total && curve.outcomes > 0 ? <Verdict curve={curve} total={total} /> : null}
          <StaleNote state={state} className="pt-2" />
        </CardContent>
      )}
    </ChartPanel>
  );
}

const usd = (amount: number): string => formatUsd(amount.toFixed(6), "tile");

function Drawn({ curve, total }: { curve: FailureCostCurve; total: NetFigures }) {
  const { costs, points, breakEven, now } = curve;
  const words = (index: number) => {
    const point = points[index];
    if (!point) return "";
    const range = point.low == null || point.high == null ? "" : `, 95 % sure between ${usd(point.low)} and ${usd(point.high)}`;
    return `If a failure costs ${usd(costs[index] ?? 0)}, net is ${usd(point.net)}${range}`;
  };
  const [at, nowAt] = [positionOf(breakEven, curve), positionOf(now, curve)];
  return (
    <Plot
      label={`Net savings against the cost of a failure, ${formatCount(total.failures)} failures of ${formatCount(total.outcomes)} outcomes`}
      count={points.length}
      words={words}
      tooltip={(index) => <p>{words(index)}.</p>}
    >
      <FailureCostLines
        points={points}
        labels={costs.map((cost) => axisUsd(cost))}
        every={LABEL_EVERY}
        breakEven={breakEven == null || at == null ? null : { at, label: `breaks even at ${usd(breakEven)}` }}
        now={now == null || nowAt == null ? null : { at: nowAt, label: `now ${usd(now)}` }}
        format={axisUsd}
      />
    </Plot>
  );
}

/** The chart's message in words, and how far it can be trusted. */
function Verdict({
  curve: { breakEven, now, excess, outcomes, unsure, points, costs },
  total,
}: {
  curve: FailureCostCurve;
  total: NetFigures;
}) {
  const lowest = points.at(-1)?.low ?? null;
  const beyond = now != null && now > (costs.at(-1) ?? 0);
  return (
    <div className="grid gap-1 pt-2 text-xs">
      <p>
        {breakEven != null ? (
          <>
            Routing pays as long as a failure costs less than <strong className="font-semibold">{usd(breakEven)}</strong>
            {now == null
              ? "; what a failure costs is not known."
              : `; ${isZero(total.expectedFailures) ? "on average it costs" : "those beyond the baseline's cost"} ${usd(now)}${isZero(total.expectedFailures) ? "" : " on average"}${beyond ? ", beyond this axis" : ""}.`}
          </>
        ) : excess > 0 ? (
          "Routing saves nothing before failures, so that no failure is affordable."
        ) : (
          <>
            It failed no more often than its baseline: no cost of a failure was seen to turn it into a loss
            {lowest == null ? "." : ", though chance may hide one: the lower edge shows how far."}
          </>
        )}
      </p>
      <p className="text-muted-foreground">
        {counted(total.failures, "failure")} of {counted(String(outcomes), "known outcome")}
        {isZero(total.expectedFailures) ? "" : `, of which the baseline would have had ${formatCount(total.expectedFailures)}`}.{" "}
        {unsure === 0
          ? "Shaded: where the line lies with 95 % certainty, given so many outcomes."
          : `No interval: ${unsure === 1 ? "one routed feature has" : `${unsure} routed features have`} fewer than ${LEAST_OUTCOMES} outcomes.`}
      </p>
    </div>
  );
}

function CurveTable({ curve: { costs, points, unsure } }: { curve: FailureCostCurve }) {
  const shown = costs.flatMap((cost, index) => {
    const point = points[index];
    return point && index % (LABEL_EVERY / 2) === 0 ? [{ cost, point }] : [];
  });
  return (
    <ScrollingTable label="Net savings by the cost of a failure">
      <Table>
        <StickyHeader>
          <TableRow>
            <TableHead numeric>If a failure costs</TableHead>
            <TableHead numeric>Net</TableHead>
            {unsure === 0 ? <TableHead numeric>At least</TableHead> : null}
            {unsure === 0 ? <TableHead numeric>At most</TableHead> : null}
          </TableRow>
        </StickyHeader>
        <TableBody>
          {shown.map(({ cost, point }) => (
            <TableRow key={cost}>
              <TableCell numeric>{usd(cost)}</TableCell>
              <TableCell numeric>{usd(point.net)}</TableCell>
              {unsure === 0 ? <TableCell numeric>{point.low == null ? "—" : usd(point.low)}</TableCell> : null}
              {unsure === 0 ? <TableCell numeric>{point.high == null ? "—" : usd(point.high)}</TableCell> : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollingTable>
  );
}
