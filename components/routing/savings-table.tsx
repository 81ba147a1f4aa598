"use client";

import { useQueryStates } from "nuqs";
import { useState } from "react";
import { hrefOf } from "../../lib/http/client";
import { type Amount, add, compare, formatCount, formatRatio, formatUsd, isZero, negate } from "../../lib/money";
import { GROSS_COLOR, LOSS_COLOR, NET_COLOR } from "../charts/gross-net-bars";
import { GrossNetMark } from "../charts/gross-net-mark";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { CsvLink } from "../panels/csv-link";
import { useFrame } from "../panels/data-context";
import { centsColumn, shareText } from "../panels/figure";
import { refusalOf } from "../panels/refusal";
import { StaleNote } from "../panels/stale-note";
import { useMetric } from "../panels/use-metric";
import { Button } from "../ui/button";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Segmented } from "../ui/segmented";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { SPLITS, type Split, savingsBy } from "./questions";
import { barDomain, featureRows, rowsBy, type SavingsRow } from "./savings-rows";
import { splitParsers } from "./url";
import { useRouting } from "./use-routing";

const LABELS: Record<Split, string> = {
  feature: "Feature",
  team: "Team",
  source: "Router",
  requested_model: "Asked for",
  model: "Answered by",
};
const SHOWN = 12;

/** Where routing pays and where it does not: gross and net side by side in each row. A row filters the page. */
export function SavingsTable() {
  const { scope } = useScope();
  const { metrics } = useFrame();
  const [{ split }, setSplit] = useQueryStates(splitParsers, { scroll: false });
  const byFeature = useRouting("routingNet");
  const refusal = split === "feature" ? null : refusalOf(metrics, "routing_savings_net", scope);
  const bySplit = useMetric(split === "feature" || refusal ? null : savingsBy(scope, split));
  const state = split === "feature" ? byFeature : bySplit;
  const answered = bySplit.answer?.meta.by[0];
  const rows =
    split === "feature"
      ? byFeature.answer && featureRows(byFeature.answer)
      : bySplit.answer && answered === split
        ? rowsBy(split, bySplit.answer)
        : undefined;
  return (
    <Card aria-label="Savings by part" aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader className="py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <CardTitle>Where routing pays</CardTitle>
          <div className="-mx-1 max-w-full overflow-x-auto px-1 print:hidden">
            <Segmented
              label="Savings by"
              value={split}
              onChange={(next) => void setSplit({ split: next })}
              options={SPLITS.map((value) => ({ value, label: LABELS[value] }))}
            />
          </div>
        </div>
        <CsvLink href={hrefOf("query", { ...savingsBy(scope, split), limit: undefined, format: "csv" })} className="print:hidden" />
      </CardHeader>
      <div className={cn("transition-opacity", state.stale && "opacity-60")}>
        {refusal ? (
          <EmptyState title={refusal} />
        ) : !rows ? (
          state.error ? null : (
            <Skeleton className="mx-4 mb-4 h-64" />
          )
        ) : rows.length === 0 ? (
          <EmptyState title="Nothing here can be judged">Of no request in this range is it known what it would have cost.</EmptyState>
        ) : (
          <Rows key={split} split={split} rows={rows} />
        )}
      </div>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Rows({ split, rows }: { split: Split; rows: readonly SavingsRow[] }) {
  const { scope, toggle } = useScope();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const domain = barDomain(rows);
  const breaksEven = split === "feature";
  const columns = {
    baseline: centsColumn(shown.map((row) => row.baseline)),
    routing: centsColumn(shown.map((row) => row.routing)),
    spent: centsColumn(shown.map(({ escalation, router }) => both(escalation, router))),
    net: centsColumn(shown.map((row) => row.net)),
  };
  return (
    <>
      <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
        <TableHeader>
          <TableRow>
            <TableHead className="sticky left-0 z-10 bg-card">{LABELS[split]}</TableHead>
            <TableHead className="w-[24%] max-lg:hidden">
              <Key />
            </TableHead>
            <TableHead numeric className="max-sm:hidden">
              <abbr title="What it would have cost at the baseline models" className="no-underline">
                Would have cost
              </abbr>
            </TableHead>
            <TableHead numeric>
              <abbr title="Saved by routing, before what it cost" className="no-underline">
                Gross
              </abbr>
            </TableHead>
            <TableHead numeric className="max-sm:hidden">
              <abbr title="Attempts on models that did not answer, and router calls" className="no-underline">
                Escalations, router
              </abbr>
            </TableHead>
            <TableHead numeric>Failures</TableHead>
            <TableHead numeric className="max-sm:pr-4!">
              Net
            </TableHead>
            <TableHead numeric className="max-sm:hidden">
              <abbr title="Net ÷ what it would have cost" className="no-underline">
                Net share
              </abbr>
            </TableHead>
            {breaksEven ? (
              <TableHead numeric className="max-sm:hidden">
                <abbr title="The cost of one failure at which net is zero" className="no-underline">
                  Breaks even at
                </abbr>
              </TableHead>
            ) : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((row, index) => {
            const { value, label } = row;
            const lost = row.net != null && compare(row.net, "0") < 0;
            return (
              <TableRow key={`=${value ?? ""}`}>
                <TableCell className="sticky left-0 z-10 w-40 min-w-32 max-w-32 bg-card sm:min-w-36 sm:max-w-56">
                  <ValueButton
                    label={label}
                    title={value != null && value !== label ? `${label} (${value})` : label}
                    set={scope.where.includes(writeEntry({ dimension: split, value }))}
                    missing={value == null}
                    onPick={() => toggle({ dimension: split, value })}
                  />
                  <span className="block whitespace-nowrap text-2xs text-muted-foreground">
                    {row.routed == null ? "no answers" : `${formatRatio(row.routed)} routed`}
                  </span>
                  <div className="pt-0.5 lg:hidden">
                    <GrossNetMark gross={pixel(row.routing)} net={pixel(row.net)} domain={domain} />
                  </div>
                </TableCell>
                <TableCell className="max-lg:hidden">
                  <GrossNetMark gross={pixel(row.routing)} net={pixel(row.net)} domain={domain} />
                </TableCell>
                <Money text={columns.baseline[index]} amount={row.baseline} className="max-sm:hidden" />
                <Money text={columns.routing[index]} amount={row.routing} />
                <Money text={columns.spent[index]} amount={both(row.escalation, row.router)} className="max-sm:hidden" />
                <TableCell numeric title={failureTitle(row)}>
                  {row.failure == null ? "—" : isZero(row.failure) ? "0" : formatUsd(row.failure)}
                  {row.failures && !isZero(row.failures.outcomes) ? (
                    <span className="block text-2xs text-muted-foreground">
                      {formatCount(row.failures.failures)} of {formatCount(row.failures.outcomes)}
                    </span>
                  ) : null}
                </TableCell>
                <Money text={columns.net[index]} amount={row.net} className={cn("font-medium max-sm:pr-4!", lost && "text-warning")} />
                <TableCell numeric className="text-muted-foreground max-sm:hidden">
                  {share(row.share)}
                </TableCell>
                {breaksEven ? (
                  <TableCell numeric className="max-sm:hidden" title={breakEvenTitle(row)}>
                    {formatUsd(row.breakEven ?? null, "tile")}
                  </TableCell>
                ) : null}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
      <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2 text-muted-foreground text-xs">
        <span>
          Net is gross less escalations, router calls and failures.
          {split === "feature" ? "" : " What a failure may cost stands by feature: there its cost and its baseline are set."}
        </span>
        {rows.length > SHOWN ? (
          <Button variant="link" size="inline" className="text-xs print:hidden" onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show all ${rows.length}`}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** What the two bars of a row are. */
function Key() {
  return (
    <span className="flex items-center gap-3">
      {(
        [
          ["Gross", GROSS_COLOR],
          ["Net", NET_COLOR],
          ["Below zero", LOSS_COLOR],
        ] as const
      ).map(([label, color]) => (
        <span key={label} className="flex items-center gap-1">
          <span className="size-2 rounded-[2px]" style={{ background: color }} aria-hidden />
          {label}
        </span>
      ))}
    </span>
  );
}

function Money({ text, amount, className }: { text: string | undefined; amount: Amount | null; className?: string }) {
  return (
    <TableCell numeric className={className} title={amount == null ? "Unknown" : formatUsd(amount, "exact")}>
      {text ?? "—"}
    </TableCell>
  );
}

const both = (a: Amount | null, b: Amount | null): Amount | null => (a == null || b == null ? null : add(a, b));
const pixel = (amount: Amount | null): number | null => (amount == null ? null : Number(amount));

/** Below −1,000 % a share says no more than its amount. */
function share(ratio: Amount | null): string {
  if (ratio == null || compare(ratio, "0") >= 0) return shareText(ratio);
  return compare(ratio, "-10") < 0 ? "< −1,000 %" : `−${shareText(negate(ratio))}`;
}

function failureTitle({ failure, failures }: SavingsRow): string {
  if (failure != null) return formatUsd(failure, "exact");
  if (failures && isZero(failures.outcomes)) return "No outcome of a routed request is known";
  return "Unknown: no outcome is known, or no failure has a cost";
}

function breakEvenTitle({ breakEven, failures, net }: SavingsRow): string {
  if (breakEven != null) return `Net is zero where one failure costs ${formatUsd(breakEven, "exact")}`;
  if (failures && isZero(failures.outcomes)) return "No outcome of a routed request is known";
  return net != null && compare(net, "0") < 0 ? "It saves nothing before failures" : "No more failures than the baseline would have had";
}
