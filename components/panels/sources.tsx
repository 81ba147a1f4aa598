"use client";

import { useQuery } from "@tanstack/react-query";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { Page } from "../layout/page";
import { useShell } from "../layout/shell-context";
import { ConnectGuide } from "../sources/connect-guide";
import { ConnectMachines } from "../sources/connect-machines";
import { LoadFailure } from "../sources/load-failure";
import { OverlapNotice } from "../sources/overlap-notice";
import { Settlements } from "../sources/settlements";
import { SourceTable } from "../sources/source-table";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { Upload } from "./upload";

/** Where the figures come from, how fresh and complete each source is, and the ways to add data. */
export function Sources({ zone, url }: { zone: string; url: string }) {
  const { user } = useShell();
  const query = useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => call("listSources", {}, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.sources.some((one) => one.removing || one.lastRunState === "running" || one.lastRunState === "deleting") ? 2_000 : 30_000,
  });
  const coverage = useQuery({ queryKey: ["overlaps"], queryFn: ({ signal }) => call("listOverlaps", {}, { signal }) }).data;
  const sources = query.data?.sources;
  return (
    <Page title="Sources" footer={<span>Times in {zone}.</span>}>
      {coverage?.overlaps.map((overlap) => (
        <OverlapNotice key={`${overlap.provider} ${overlap.account}`} overlap={overlap} />
      ))}
      <Card>
        <CardHeader>
          <CardTitle>Sources</CardTitle>
          {sources ? <CardDescription>{sources.length === 0 ? "" : "Newest data and last run of each"}</CardDescription> : null}
        </CardHeader>
        {sources == null ? (
          query.error ? (
            <LoadFailure error={query.error} retry={() => void query.refetch()} />
          ) : (
            <Skeleton className="m-4 h-40" />
          )
        ) : null}
        {sources?.length === 0 ? (
          <EmptyState title="No source yet">
            {can(user.role, "upload")
              ? "Drop a usage export or a gateway log below: the source is made for it."
              : "An engineer or an admin can connect one."}
          </EmptyState>
        ) : null}
        {sources && sources.length > 0 ? <SourceTable sources={sources} zone={zone} /> : null}
      </Card>
      {can(user.role, "upload") ? (
        <Card>
          <CardHeader>
            <div>
              <CardTitle>Add data</CardTitle>
              <CardDescription>Prompts and answers are never stored.</CardDescription>
            </div>
          </CardHeader>
          <CardContent>
            <Upload />
          </CardContent>
        </Card>
      ) : null}
      {sources && can(user.role, "manage_sources") ? <ConnectMachines taken={sources.map(({ id }) => id)} zone={zone} /> : null}
      {coverage && coverage.settlements.length > 0 ? <Settlements settlements={coverage.settlements} /> : null}
      {query.data ? <ConnectGuide kinds={query.data.kinds} url={url} /> : null}
    </Page>
  );
}
