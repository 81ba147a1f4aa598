"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { useFrame } from "./data-context";

export interface FormulaLine {
  label: string;
  value: string;
}

/** What a figure means, how it came about with its own numbers, where it comes from, and the rows behind it. */
export function Definition({
  metric,
  formula,
  result,
  beside = [],
  source,
  rows,
  note,
}: {
  metric: string;
  formula: FormulaLine[];
  result: string;
  /** Figures of the same calls that are no part of the formula. */
  beside?: FormulaLine[];
  source?: string;
  rows: { href: string; label: string } | null;
  note?: ReactNode;
}) {
  const { metrics } = useFrame();
  const about = metrics.find((one) => one.id === metric);
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <p className="font-semibold">{about?.label ?? metric}</p>
        <p className="text-muted-foreground text-xs">{about?.definition}</p>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 rounded-md bg-muted p-2 text-xs">
        <Lines of={formula} />
        <div className={cn("col-span-2 grid grid-cols-subgrid font-medium", formula.length > 0 && "border-t pt-1")}>
          <dt>=</dt>
          <dd className="text-right">{result}</dd>
        </div>
        {beside.length > 0 ? <Lines of={beside} /> : null}
      </dl>
      <p className="text-muted-foreground text-xs">
        Source: {source ?? about?.derivation ?? "—"}
        {note ? <span className="block pt-1">{note}</span> : null}
      </p>
      {rows ? (
        <Link href={rows.href} className="text-primary text-xs underline-offset-4 hover:underline">
          {rows.label} →
        </Link>
      ) : null}
    </div>
  );
}

function Lines({ of }: { of: FormulaLine[] }) {
  return of.map(({ label, value }) => (
    <div key={label} className="col-span-2 grid grid-cols-subgrid">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="text-right">{value}</dd>
    </div>
  ));
}
