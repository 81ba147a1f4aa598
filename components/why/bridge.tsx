"use client";

import { ChartNoAxesGantt } from "lucide-react";
import { hrefOf } from "../../lib/http/client";
import { type Amount, add, compare, formatUsd, isZero, largestRemainder } from "../../lib/money";
import type { Explanation } from "../../lib/why/explanation";
import { STEP_DEFINITIONS, STEP_LABELS, STEP_ORDER } from "../../lib/why/step-words";
import { Waterfall, type WaterfallRow } from "../charts/waterfall";
import { useScope } from "../filters/use-scope";
import { ChartPanel } from "../panels/chart-panel";
import { centsColumn, describeChange } from "../panels/figure";
import { CardContent, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from "../ui/table";
import { whyQuestion } from "./question";
import { signedCents } from "./words";

/** From what was spent before to what is spent now, step by step: bars, the same as a table, and as CSV. */
export function Bridge({ explanation }: { explanation: Explanation }) {
  const { scope } = useScope();
  const { steps, perDay } = explanation;
  const moved = STEP_ORDER.filter((step) => !isZero(steps[step]));
  const still = STEP_ORDER.filter((step) => isZero(steps[step]));
  const unit = perDay ? " per day" : "";
  return (
    <ChartPanel
      label="From before to after"
      heading={<CardTitle>From before to after{perDay ? ", per day" : ""}</CardTitle>}
      icon={ChartNoAxesGantt}
      csv={{ href: hrefOf("explain", { ...whyQuestion(scope), format: "csv" }) }}
    >
      {(view) =>
        view === "chart" ? (
          <CardContent>
            <Waterfall
              label={`Cost${unit} from ${formatUsd(explanation.before.cost)} to ${formatUsd(explanation.after.cost)} in ${moved.length} steps`}
              rows={rowsOf(explanation, moved)}
              cut={(from) => `The axis begins at ${formatUsd(String(from), "tile")}, so that the steps can be seen.`}
            />
            {still.length > 0 ? (
              <p className="pt-2 text-muted-foreground text-xs">
                Did not move: {still.map((step) => STEP_LABELS[step].toLowerCase()).join(", ")}.
              </p>
            ) : null}
          </CardContent>
        ) : (
          <StepTable explanation={explanation} unit={unit} />
        )
      }
    </ChartPanel>
  );
}

function rowsOf({ before, after, steps, features }: Explanation, moved: readonly (typeof STEP_ORDER)[number][]): WaterfallRow[] {
  const [was, is] = [before.cost ?? "0", after.cost ?? "0"];
  const total = (id: string, label: string, amount: Amount): WaterfallRow => ({
    id,
    label,
    from: 0,
    to: Number(amount),
    total: true,
    text: formatUsd(amount),
    title: formatUsd(amount, "exact"),
  });
  const cents = largestRemainder(moved.map((step) => steps[step]));
  let reached = was;
  const rows = moved.map((step, index): WaterfallRow => {
    const from = reached;
    reached = add(reached, steps[step]);
    return {
      id: step,
      label: STEP_LABELS[step],
      from: Number(from),
      to: Number(reached),
      total: false,
      text: signedCents(steps[step], cents[index]),
      title: `${STEP_DEFINITIONS[step]}. ${largest(features, step)}`,
    };
  });
  return [total("before", "Before", was), ...rows, total("after", "After", is)];
}

/** "support-chat +$20.10, search −$3.00": the features behind a step. */
function largest(features: Explanation["features"], step: (typeof STEP_ORDER)[number]): string {
  return features
    .filter((one) => !isZero(one.steps[step]))
    .toSorted((a, b) => Math.abs(Number(b.steps[step])) - Math.abs(Number(a.steps[step])))
    .slice(0, 3)
    .map((one) => `${one.label ?? one.feature ?? "(none)"} ${signedCents(one.steps[step])}`)
    .join(", ");
}

function StepTable({ explanation: { before, after, change, steps }, unit }: { explanation: Explanation; unit: string }) {
  const cells = centsColumn(STEP_ORDER.map((step) => steps[step]));
  const moved = describeChange(before.cost, after.cost);
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Step</TableHead>
          <TableHead className="max-sm:hidden">What it measures</TableHead>
          <TableHead numeric>USD{unit}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        <TableRow>
          <TableCell className="font-medium">Before</TableCell>
          <TableCell className="text-muted-foreground max-sm:hidden">
            {before.from} to {before.to}
          </TableCell>
          <TableCell numeric>{formatUsd(before.cost)}</TableCell>
        </TableRow>
        {STEP_ORDER.map((step, index) => (
          <TableRow key={step}>
            <TableCell className="whitespace-nowrap">{STEP_LABELS[step]}</TableCell>
            <TableCell className="text-muted-foreground max-sm:hidden">{STEP_DEFINITIONS[step]}</TableCell>
            <TableCell numeric title={formatUsd(steps[step], "exact")}>
              {compare(steps[step], "0") > 0 ? "+" : ""}
              {cells[index]}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableCell>After</TableCell>
          <TableCell className="font-normal text-muted-foreground max-sm:hidden">
            {after.from} to {after.to}; {moved?.words ?? "no comparison"}
          </TableCell>
          <TableCell numeric title={change == null ? undefined : `Change ${formatUsd(change, "exact")}`}>
            {formatUsd(after.cost)}
          </TableCell>
        </TableRow>
      </TableFooter>
    </Table>
  );
}
