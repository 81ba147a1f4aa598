"use client";

import { type Amount, compare, formatCount, formatRatio, formatUsd, isZero, multiply, negate, round, subtract } from "../../lib/money";
import type { RoutingMix } from "../../lib/routing/mix-answer";
import { MixBar, type MixPart } from "../charts/mix-bar";
import { fromText } from "../dated/words";
import { shareText } from "../panels/figure";
import { StaleNote } from "../panels/stale-note";
import { valueLabel } from "../panels/value-label";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { SettingsLink } from "./next-step";
import { useRouting } from "./use-routing";

type ModelClass = RoutingMix["classes"][number];

const LOOK: Record<NonNullable<ModelClass["class"]>, { label: string; color: string }> = {
  frontier: { label: "Frontier", color: "var(--chart-1)" },
  mid: { label: "Mid", color: "var(--chart-7)" },
  small: { label: "Small", color: "var(--chart-2)" },
};

/** Which classes of models answer, against the mix that is aimed at; each class names its models and who says so. */
export function MixPanel() {
  const state = useRouting("routingMix");
  const { answer } = state;
  const known = answer?.classes.filter(({ requests }) => !isZero(requests)) ?? [];
  return (
    <Card aria-label="Mix by model class" aria-busy={state.stale} className="break-inside-avoid">
      <CardHeader>
        <CardTitle>Mix by model class</CardTitle>
        <span className="text-xs">
          <SettingsLink>Classes and target</SettingsLink>
        </span>
      </CardHeader>
      <div className={cn("transition-opacity", state.stale && "opacity-60")}>
        {!answer ? (
          state.error ? null : (
            <Skeleton className="mx-4 mb-4 h-56" />
          )
        ) : known.length === 0 ? (
          <EmptyState title="No request in this range" />
        ) : (
          <Shown mix={answer} />
        )}
      </div>
      <StaleNote state={state} className="px-4 py-2" />
    </Card>
  );
}

function Shown({ mix: { classes, target, boundaries } }: { mix: RoutingMix }) {
  const part = (of: (one: ModelClass) => Amount | null): MixPart[] =>
    classes.flatMap((one) => {
      const share = of(one);
      return one.class && share != null ? [{ id: one.class, ...LOOK[one.class], share: Number(share) }] : [];
    });
  const aim = part(({ target: share }) => share);
  return (
    <>
      <CardContent className="grid gap-2">
        <MixBar label="Requests" parts={part(({ share }) => share)} />
        {aim.length > 0 ? <MixBar label="Target" parts={aim} light /> : null}
        <MixBar label="Cost" parts={part(({ costShare }) => costShare)} />
      </CardContent>
      <Table className="[&_td]:px-2 [&_th]:px-2 max-sm:[&_td]:px-1.5 max-sm:[&_th]:px-1.5">
        <TableHeader>
          <TableRow>
            <TableHead>Class</TableHead>
            <TableHead numeric>Requests</TableHead>
            <TableHead numeric>Share</TableHead>
            <TableHead numeric>Target</TableHead>
            <TableHead numeric className="max-sm:hidden">
              <abbr title="Share less target, in percentage points" className="no-underline">
                Gap
              </abbr>
            </TableHead>
            <TableHead numeric>Cost</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {classes.map((one) => (
            <TableRow key={one.class ?? "unknown"} className="align-top">
              <TableCell className="w-full">
                <span className="flex items-center gap-1.5">
                  <span
                    className="size-2 shrink-0 rounded-[2px]"
                    style={{ background: one.class ? LOOK[one.class].color : "var(--chart-other)" }}
                    aria-hidden
                  />
                  {one.class ? LOOK[one.class].label : "Class unknown"}
                </span>
                <Models of={one} />
              </TableCell>
              <TableCell numeric>{formatCount(one.requests)}</TableCell>
              <TableCell numeric>{shareText(one.share)}</TableCell>
              <TableCell numeric className="text-muted-foreground">
                {one.target == null ? "—" : formatRatio(one.target)}
              </TableCell>
              <TableCell numeric className="max-sm:hidden">
                {gap(one)}
              </TableCell>
              <TableCell numeric title={one.cost == null ? "Unknown: none of these calls has a price" : formatUsd(one.cost, "exact")}>
                {one.cost === "0" ? "0" : formatUsd(one.cost)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="border-t px-4 py-2 text-muted-foreground text-xs">
        By the standard output price for a million tokens: from ${boundaries.frontier} frontier, from ${boundaries.mid} mid, below it small,
        unless a model was put into a class by hand.{" "}
        {target == null
          ? "No target is set."
          : `The target is ${target.subject === "*" ? "that of all features" : `that of ${target.subject}`}${target.from ? `, ${fromText(target.from)}` : ""}.`}
      </p>
    </>
  );
}

const NAMED = 3;

function Models({ of: { models } }: { of: ModelClass }) {
  if (models.length === 0) return null;
  const words = models.map(({ model, from, outputUsdPerMillion }) => {
    const rule =
      from === "set"
        ? "set by hand"
        : outputUsdPerMillion == null
          ? "no price"
          : `$${round(outputUsdPerMillion, 2)} for a million output tokens`;
    return `${valueLabel("model", model)}: ${rule}`;
  });
  return (
    <details className="text-2xs text-muted-foreground">
      <summary className="cursor-pointer rounded-sm">
        {models
          .slice(0, NAMED)
          .map(({ model }) => valueLabel("model", model))
          .join(", ")}
        {models.length > NAMED ? ` and ${models.length - NAMED} more` : ""}
      </summary>
      <ul className="grid gap-0.5 py-1 pl-3">
        {words.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

/** "+12.0": percentage points between share and target. */
function gap({ share, target }: ModelClass): string {
  if (share == null || target == null) return "—";
  const points = multiply(subtract(share, target), "100");
  const size = Number(round(compare(points, "0") < 0 ? negate(points) : points, 1)).toFixed(1);
  return size === "0.0" ? "0" : `${compare(points, "0") < 0 ? "−" : "+"}${size}`;
}
