"use client";

import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import { formatCount } from "../../../lib/money";
import { ALL_FEATURES } from "../../../lib/savings/baselines";
import { Button } from "../../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../../ui/table";
import { SettingButton } from "./setting-button";
import type { SettingTarget } from "./setting-dialog";
import { subjectsOf } from "./standing";
import { FEATURE_FIELDS, FIELD_WORDS, subjectText } from "./words";

/** Columns that a phone shows as lines under the feature instead. */
const WIDE = "hidden md:table-cell";

/** What each feature is compared with, and what its failures cost. Every value opens its form and history. */
export function FeatureTable({
  settings,
  features,
  onOpen,
  onAdd,
}: {
  settings: readonly RoutingSettingRow[];
  features: RoutingSubjects["features"];
  onOpen: (target: SettingTarget) => void;
  /** Null for those who may not. */
  onAdd: (() => void) | null;
}) {
  const requests = new Map(features.map((one) => [one.feature, one.requests]));
  const subjects = [ALL_FEATURES, ...subjectsOf(settings, FEATURE_FIELDS, [...requests.keys()])];
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Features</CardTitle>
          <CardDescription>
            What requests are compared with, and what their failures cost. A feature without a value of its own takes that of all features.
          </CardDescription>
        </div>
        {onAdd ? (
          <Button size="sm" onClick={onAdd}>
            Another feature
          </Button>
        ) : null}
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Feature</TableHead>
            {FEATURE_FIELDS.map((field) => (
              <TableHead key={field} className={WIDE} title={FIELD_WORDS[field].means}>
                {FIELD_WORDS[field].label}
              </TableHead>
            ))}
            <TableHead numeric className={WIDE}>
              Requests, 90 days
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {subjects.map((subject) => (
            <TableRow key={subject} className="align-top">
              <TableCell className="wrap-anywhere">
                <span className="font-medium">{subjectText(subject)}</span>
                <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 pt-1 md:hidden">
                  {FEATURE_FIELDS.map((field) => (
                    <div key={field} className="contents">
                      <dt className="py-1 text-muted-foreground">{FIELD_WORDS[field].label}</dt>
                      <dd>
                        <SettingButton settings={settings} field={field} subject={subject} onOpen={onOpen} className="py-1" />
                      </dd>
                    </div>
                  ))}
                </dl>
              </TableCell>
              {FEATURE_FIELDS.map((field) => (
                <TableCell key={field} className={WIDE}>
                  <SettingButton settings={settings} field={field} subject={subject} onOpen={onOpen} />
                </TableCell>
              ))}
              <TableCell numeric className={WIDE} title={requests.has(subject) || subject === ALL_FEATURES ? undefined : "Not in use"}>
                {subject === ALL_FEATURES ? "" : formatCount(String(requests.get(subject) ?? 0))}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
