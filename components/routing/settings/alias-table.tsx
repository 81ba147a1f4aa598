"use client";

import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import { formatCount } from "../../../lib/money";
import { counted } from "../../sources/words";
import { UnseenHead } from "../../tables/unseen-head";
import { Button } from "../../ui/button";
import { Card, CardDescription, CardFooter, CardHeader, CardTitle } from "../../ui/card";
import { EmptyState } from "../../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { SettingButton } from "./setting-button";
import type { SettingTarget } from "./setting-dialog";
import { holdingOf, subjectsOf } from "./standing";

/** Requested names that are no priced model: those that lack one first, by their requests, then what is mapped. */
export function AliasTable({
  settings,
  aliases,
  unnamed,
  onOpen,
  may,
}: {
  settings: readonly RoutingSettingRow[];
  aliases: RoutingSubjects["unmapped"];
  /** Requests that name no model and have no baseline. */
  unnamed: number;
  onOpen: (target: SettingTarget) => void;
  may: boolean;
}) {
  const lost = new Map(aliases.map((one) => [one.requestedModel, one.requests]));
  const names = subjectsOf(settings, ["alias"], [...lost.keys()]);
  const unmapped = names.filter((name) => !holdingOf(settings, "alias", name));
  return (
    <Card className={unmapped.some((name) => lost.has(name)) ? "border-warning/40" : undefined}>
      <CardHeader>
        <div>
          <CardTitle>Aliases</CardTitle>
          <CardDescription>
            Names that clients ask a gateway for, such as “smart” or “default”, and the priced model that each stands for.
          </CardDescription>
        </div>
        {may ? (
          <Button size="sm" onClick={() => onOpen({ field: "alias", subject: null })}>
            Add alias
          </Button>
        ) : null}
      </CardHeader>
      {names.length === 0 ? (
        <EmptyState title="No alias needed">
          Every requested name of the last 90 days is a model with a price, or its feature has a baseline.
        </EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Requested name</TableHead>
              <TableHead>Stands for</TableHead>
              <TableHead numeric className="max-md:whitespace-normal">
                Not comparable, 90 days
              </TableHead>
              {may ? <UnseenHead className="max-md:hidden">Map</UnseenHead> : null}
            </TableRow>
          </TableHeader>
          <TableBody>
            {names.map((name) => (
              <TableRow key={name} className="align-top">
                <TableCell className="font-medium wrap-anywhere">{name}</TableCell>
                <TableCell>
                  <SettingButton settings={settings} field="alias" subject={name} onOpen={onOpen} />
                </TableCell>
                <TableCell numeric>{formatCount(String(lost.get(name) ?? 0))}</TableCell>
                {may ? (
                  <TableCell numeric className="max-md:hidden">
                    {unmapped.includes(name) ? (
                      <Button size="sm" onClick={() => onOpen({ field: "alias", subject: name })}>
                        Map it
                      </Button>
                    ) : null}
                  </TableCell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {unnamed > 0 ? (
        <CardFooter>
          {counted(unnamed, "request")} of the last 90 days name no model at all. A baseline for their feature makes them comparable.
        </CardFooter>
      ) : null}
    </Card>
  );
}
