"use client";

import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import { formatCount } from "../../../lib/money";
import { perMillion } from "../../prices/words";
import { Card, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { EmptyState } from "../../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { SettingButton } from "./setting-button";
import type { SettingTarget } from "./setting-dialog";
import { subjectsOf } from "./standing";
import { CLASS_WORDS } from "./words";

/** Which class each model is of: by its price, until somebody says otherwise. */
export function ClassTable({
  settings,
  models,
  boundaries,
  onOpen,
}: {
  settings: readonly RoutingSettingRow[];
  models: RoutingSubjects["models"];
  boundaries: RoutingSubjects["boundaries"];
  onOpen: (target: SettingTarget) => void;
}) {
  const about = new Map<string, RoutingSubjects["models"][number]>();
  // One name at several providers is one model; the busiest tells its price.
  for (const one of models) {
    const known = about.get(one.model);
    about.set(one.model, known ? { ...known, requests: known.requests + one.requests } : one);
  }
  const names = subjectsOf(settings, ["model_class"], [...about.keys()]);
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Model classes</CardTitle>
          <CardDescription>
            By the standard price of a million output tokens: from ${perMillion(boundaries.frontier)} frontier, from $
            {perMillion(boundaries.mid)} mid, below small. What is set here wins.
          </CardDescription>
        </div>
      </CardHeader>
      {names.length === 0 ? (
        <EmptyState title="No model in the last 90 days">Models show here once a source names them.</EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Model</TableHead>
              <TableHead>Class</TableHead>
              <TableHead numeric className="max-md:whitespace-normal">
                $ per million out
              </TableHead>
              <TableHead numeric className="hidden md:table-cell">
                Requests, 90 days
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {names.map((name) => {
              const model = about.get(name);
              const byPrice = model?.classByPrice;
              return (
                <TableRow key={name} className="align-top">
                  <TableCell className="wrap-anywhere">
                    <span className="font-medium">{name}</span>
                    <span className="block text-muted-foreground">{model ? (model.provider ?? "no provider named") : "not in use"}</span>
                  </TableCell>
                  <TableCell>
                    <SettingButton
                      settings={settings}
                      field="model_class"
                      subject={name}
                      otherwise={byPrice ? `${CLASS_WORDS[byPrice]}, by price` : "unknown: no price"}
                      onOpen={onOpen}
                    />
                  </TableCell>
                  <TableCell numeric>{model?.outputUsdPerMillion == null ? "—" : perMillion(model.outputUsdPerMillion)}</TableCell>
                  <TableCell numeric className="hidden md:table-cell">
                    {formatCount(String(model?.requests ?? 0))}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
