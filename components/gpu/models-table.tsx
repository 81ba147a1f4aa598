"use client";

import { Fragment, useMemo } from "react";
import type { GpuModels } from "../../lib/self-hosting/models-answer";
import { useScope } from "../filters/use-scope";
import { ValueButton } from "../filters/value-button";
import { writeEntry } from "../filters/where";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { modelsStatement, type StatementCell } from "./models-statement";
import { shortName } from "./short-name";

const FIRST = "sticky left-0 z-10 bg-card max-sm:max-w-32 max-sm:min-w-32";

/** A line for each figure, a column for each model: it reads as a statement of accounts, and the names stay while it scrolls. */
export function ModelsTable({ answer }: { answer: GpuModels }) {
  const { scope, toggle } = useScope();
  const groups = useMemo(() => modelsStatement(answer), [answer]);
  const { models } = answer;
  const all = models.length > 1;
  const missing = models.filter((model) => model.missing.length > 0);
  return (
    <>
      <Table className="[&_td]:h-7 [&_td]:px-3 [&_td]:py-1 max-sm:[&_td]:px-2">
        <TableHeader>
          <TableRow>
            <TableHead className={FIRST}>
              <span className="sr-only">Figure</span>
            </TableHead>
            {models.map(({ model }) => (
              <TableHead key={model} numeric className="min-w-32 max-w-56 max-sm:min-w-24 max-sm:px-2">
                <span className="inline-block max-w-full align-middle text-foreground max-sm:max-w-24">
                  <ValueButton
                    label={shortName(model)}
                    title={`Filter by ${model}`}
                    set={scope.where.includes(writeEntry({ dimension: "model", value: model }))}
                    missing={false}
                    onPick={() => toggle({ dimension: "model", value: model })}
                  />
                </span>
              </TableHead>
            ))}
            {all ? <TableHead numeric>All</TableHead> : null}
          </TableRow>
        </TableHeader>
        <TableBody>
          {groups.map(({ title, lines }) => (
            <Fragment key={title}>
              <TableRow className="border-b-0 hover:bg-transparent!">
                <th
                  scope="rowgroup"
                  colSpan={models.length + (all ? 2 : 1)}
                  className="h-8 px-3 pt-2 pl-4 text-left align-bottom font-medium text-2xs text-muted-foreground"
                >
                  <span className="sticky left-4">{title}</span>
                </th>
              </TableRow>
              {lines.map(({ id, label, hint, part, cells, total }) => (
                <TableRow key={id} className="border-b-0">
                  <th
                    scope="row"
                    title={hint ?? undefined}
                    className={cn(FIRST, "h-7 py-1 pr-2 text-left font-normal", part ? "pl-7 text-muted-foreground max-sm:pl-6" : "pl-4")}
                  >
                    {label}
                  </th>
                  {cells.map((cell, index) => (
                    <Cell key={models[index]?.model ?? index} cell={cell} part={part} />
                  ))}
                  {all ? total ? <Cell cell={total} part={part} total /> : <TableCell /> : null}
                </TableRow>
              ))}
            </Fragment>
          ))}
        </TableBody>
      </Table>
      {all && answer.total.missing.length > 0 ? (
        <p className="border-t px-4 py-2 text-muted-foreground text-xs">Of all: {answer.total.missing.join(" ")}</p>
      ) : null}
      {missing.length > 0 ? (
        <details className="border-t px-4 py-2 text-muted-foreground text-xs">
          <summary className="cursor-pointer rounded-sm">
            What is not known of {missing.length === 1 ? shortName(missing[0]?.model ?? "") : `${missing.length} models`}
          </summary>
          <dl className="grid gap-2 pt-2">
            {missing.map(({ model, missing: sentences }) => (
              <div key={model}>
                <dt className="font-medium text-foreground">{shortName(model)}</dt>
                {sentences.map((sentence) => (
                  <dd key={sentence}>{sentence}</dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      ) : null}
    </>
  );
}

function Cell({ cell: { text, title }, part, total = false }: { cell: StatementCell; part: boolean; total?: boolean }) {
  return (
    <TableCell numeric title={title ?? undefined} className={cn((part || text === "—") && "text-muted-foreground", total && "font-medium")}>
      {text}
    </TableCell>
  );
}
