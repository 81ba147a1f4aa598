"use client";

import { useQuery } from "@tanstack/react-query";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { OutputOf } from "../../lib/http/operations";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { AddReport, type Subscriber } from "./add-report";
import { PastReports } from "./past-reports";
import { Subscriptions } from "./subscriptions";

/** Who gets which report and when next, and what went out: one's own, for an admin everyone's. */
export function Reports({ initial, people }: { initial: OutputOf<"listReports">; people: readonly Subscriber[] }) {
  const admin = useShell().user.role === "admin";
  const { data, error } = useQuery({
    queryKey: ["reports"],
    queryFn: ({ signal }) => call("listReports", {}, { signal }),
    initialData: initial,
  });
  const add = <AddReport people={people} zone={data.zone} onDone={() => toast.success("The report is set up.")} />;
  return (
    <>
      {error ? (
        <Notice variant="warning" role="alert">
          This is the list from before: {errorMessage(error)}
        </Notice>
      ) : null}
      <Card>
        <CardHeader className="py-3">
          <div>
            <CardTitle>Subscriptions</CardTitle>
            <CardDescription>
              Reports by mail, on each person’s own clock. {admin ? "You see everyone’s." : "You see your own."}
            </CardDescription>
          </div>
          {data.subscriptions.length > 0 ? add : null}
        </CardHeader>
        {data.subscriptions.length === 0 ? (
          <EmptyState title="No reports yet" action={add}>
            A summary each Monday, or the month for finance once it closed: to your mailbox, with the reasons in words.
          </EmptyState>
        ) : (
          <Subscriptions subscriptions={data.subscriptions} />
        )}
      </Card>
      {data.reports.length > 0 ? (
        <Card>
          <CardHeader className="py-3">
            <div>
              <CardTitle>Past reports</CardTitle>
              <CardDescription>
                As they went out{data.reports.length >= 50 ? ", the last 50" : ""}. Times in {data.zone}.
              </CardDescription>
            </div>
          </CardHeader>
          <PastReports reports={data.reports} zone={data.zone} />
        </Card>
      ) : null}
    </>
  );
}
