"use client";

import { call } from "../../lib/http/client";
import type { Subscription } from "../../lib/reports/subscription";
import { scopeText } from "../budgets/words";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { timeText } from "../tables/request-columns";
import { UnseenHead } from "../tables/unseen-head";
import { Button } from "../ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { PreviewDialog } from "./preview-dialog";
import { KINDS, scheduleText, spanText } from "./words";

/** Columns that a phone shows as lines under the report instead. */
const WIDE = "hidden md:table-cell";

export function Subscriptions({ subscriptions }: { subscriptions: readonly Subscription[] }) {
  return (
    <Table>
      <TableHeader>
        <TableRow>
          <TableHead>Report</TableHead>
          <TableHead className={WIDE}>To</TableHead>
          <TableHead className={WIDE}>When</TableHead>
          <TableHead className={WIDE}>Next</TableHead>
          <UnseenHead>Actions</UnseenHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {subscriptions.map((subscription) => (
          <SubscriptionRow key={subscription.id} subscription={subscription} />
        ))}
      </TableBody>
    </Table>
  );
}

function SubscriptionRow({ subscription }: { subscription: Subscription }) {
  const { id, kind, scope, zone, email, name, next } = subscription;
  const { label } = KINDS[kind];
  const end = useAction(() => call("endReport", { id }));
  const goesOut = `${timeText(next.at, zone).slice(0, 16)}, ${zone}`;
  return (
    <TableRow>
      <TableCell className="md:min-w-48">
        <span className="font-medium">{label}</span>
        {scope.length > 0 ? <span className="block text-muted-foreground">{scopeText(scope)}</span> : null}
        <span className="grid gap-0.5 pt-0.5 text-muted-foreground md:hidden">
          <span className="wrap-anywhere">To {name ?? email}</span>
          <span>
            {scheduleText(subscription)}; next {goesOut}
          </span>
        </span>
      </TableCell>
      <TableCell className={`${WIDE} wrap-anywhere min-w-40`}>
        {name ?? email}
        {name ? <span className="block text-muted-foreground">{email}</span> : null}
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap`}>{scheduleText(subscription)}</TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap`}>
        {goesOut}
        <span className="block text-muted-foreground">about {spanText(next.from, next.to)}</span>
      </TableCell>
      <TableCell className="text-right max-md:align-top">
        <span className="inline-flex flex-wrap justify-end gap-1">
          <PreviewDialog id={id} title={label}>
            <Button size="sm">
              Preview
              <span className="sr-only">
                {" "}
                of the {label.toLowerCase()} to {email}
              </span>
            </Button>
          </PreviewDialog>
          <Confirm
            title={`End the ${label.toLowerCase()} to ${email}?`}
            action="End it"
            onConfirm={() => end.mutate()}
            trigger={
              <Button size="sm" variant="ghost" disabled={end.isPending}>
                End
                <span className="sr-only">
                  {" "}
                  the {label.toLowerCase()} to {email}
                </span>
              </Button>
            }
          >
            <p>Nothing more is sent. What went out stays listed here.</p>
          </Confirm>
        </span>
      </TableCell>
    </TableRow>
  );
}
