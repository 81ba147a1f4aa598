import type { Snapshot } from "../../lib/alerts/snapshot";
import { allDimensions } from "../../lib/metrics/dimensions";
import { describeChange } from "../panels/figure";
import { valueLabel } from "../panels/value-label";
import { type MetricWords, valueText } from "../rules/words";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { addedText, contributions } from "./facts";

/** The change sentence and the parts that made it, as they were when it happened. */
export function EventWhy({ snapshot, metrics }: { snapshot: Snapshot; metrics: readonly MetricWords[] }) {
  const sentence = snapshot.kind === "rule" ? snapshot.changeSentence : snapshot.change;
  const parts = contributions(snapshot, metrics);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Why</CardTitle>
      </CardHeader>
      {sentence ? (
        <CardContent className={parts ? "pb-2" : undefined}>
          <p className="text-sm">{sentence}</p>
        </CardContent>
      ) : null}
      {parts ? (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead className="w-full">{allDimensions.find(({ id }) => id === parts.by)?.label ?? parts.by}</TableHead>
              <TableHead numeric>Now</TableHead>
              <TableHead numeric>Before</TableHead>
              <TableHead numeric>Change</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {parts.values.map((part) => {
              const change = describeChange(part.before, part.now, "column");
              return (
                <TableRow key={part.value ?? ""}>
                  <TableCell className="wrap-anywhere">{part.label ?? valueLabel(parts.by, part.value)}</TableCell>
                  <TableCell numeric>{valueText(part.now, parts.unit)}</TableCell>
                  <TableCell numeric>{valueText(part.before, parts.unit)}</TableCell>
                  <TableCell numeric>
                    {addedText(part, parts.unit) ?? "—"}
                    {change ? (
                      <span className="block text-muted-foreground">
                        <span aria-hidden>{change.text}</span>
                        <span className="sr-only">{change.words}</span>
                      </span>
                    ) : null}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      ) : null}
      {!sentence && !parts ? (
        <CardContent>
          <p className="text-muted-foreground text-sm">
            Nothing tells it: there is nothing known before to compare with, or the figure has no parts.
          </p>
        </CardContent>
      ) : null}
    </Card>
  );
}
