"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { formatCount } from "../../lib/money";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { Page } from "../layout/page";
import { useShell } from "../layout/shell-context";
import { LoadFailure } from "../sources/load-failure";
import { PollOffer } from "../sources/poll-offer";
import { PollPanel } from "../sources/poll-panel";
import { RejectList } from "../sources/reject-list";
import { RunTable } from "../sources/run-table";
import { SourceSettingsForm } from "../sources/source-settings";
import { WaitingNotice } from "../sources/waiting-notice";
import { counted, minuteText, ROLE_TEXT } from "../sources/words";
import { Button } from "../ui/button";
import { Card, CardContent } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { Upload } from "./upload";

const TABS = ["runs", "rejects", "add", "settings"] as const;
const parsers = { tab: parseAsStringLiteral(TABS).withDefault("runs"), before: parseAsInteger };

/** One source: its runs, what was rejected, and more data for it. */
export function SourceDetail({ id, zone }: { id: string; zone: string }) {
  const { user } = useShell();
  const [{ tab, before }, setState] = useQueryStates(parsers, { history: "push" });
  const source = useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => call("listSources", {}, { signal }),
    refetchInterval: 5_000,
  }).data?.sources.find((one) => one.id === id);
  const runs = useQuery({
    queryKey: ["runs", id, before],
    queryFn: ({ signal }) => call("listRuns", { source: id, before: before ?? undefined, limit: 25 }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.runs.some((run) => run.state === "running" || run.state === "deleting") ? 1_500 : 30_000),
  });
  const monitor = source?.role === "monitor";
  const poll = useQuery({
    queryKey: ["poll", id],
    queryFn: ({ signal }) => call("getPoll", { id }, { signal }),
    enabled: monitor,
    refetchInterval: 5_000,
  }).data?.poll;
  const remove = useAction(() => call("removeSource", { id }));
  const name = source?.label ?? id;
  return (
    <Page
      title={name}
      footer={<span>Times in {zone}.</span>}
      bar={
        <Link href="/sources" className="text-muted-foreground text-sm underline-offset-4 hover:text-foreground hover:underline">
          All sources
        </Link>
      }
    >
      {source?.removing ? (
        <Notice variant="warning">This source is being removed with all it brought. Figures follow step by step.</Notice>
      ) : null}
      {source?.outcomes && source.outcomes.waiting > 0 ? <WaitingNotice waiting={source.outcomes.waiting} /> : null}
      {source ? (
        <Card>
          <CardContent className="flex flex-wrap items-center justify-between gap-4 pt-4">
            <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
              <Fact label="Kind" value={ROLE_TEXT[source.role] ?? source.role} />
              <Fact label="Records" value={formatCount(String(source.records))} />
              <Fact label="Data from" value={minuteText(source.firstFactAt, zone)} />
              <Fact label="Data through" value={minuteText(source.lastFactAt, zone)} />
              {source.outcomes ? (
                <>
                  <Fact label="Outcomes that count" value={formatCount(String(source.outcomes.judged))} />
                  <Fact label="Waiting for their calls" value={formatCount(String(source.outcomes.waiting))} />
                </>
              ) : null}
              <Fact label="Rejected, kept" value={formatCount(String(source.keptRejects))} />
            </dl>
            {can(user.role, "undo_run") && !source.removing ? (
              <Confirm
                title={`Remove ${name}?`}
                action="Remove the source and its data"
                onConfirm={() => remove.mutate()}
                trigger={
                  <Button variant="ghost" disabled={remove.isPending}>
                    Remove the source
                  </Button>
                }
              >
                <p>
                  All {counted(source.records, "record")} of its {counted(source.runs, "run")} leave the totals, with their cost. Records
                  that another source brought stay.
                </p>
                <p>Budgets and charts of the past will change. Files can be added again later.</p>
              </Confirm>
            ) : null}
          </CardContent>
        </Card>
      ) : null}
      {source && poll && !source.removing ? <PollPanel poll={poll} zone={zone} /> : null}
      {source && poll === null && !source.removing && can(user.role, "manage_sources") ? <PollOffer source={source} zone={zone} /> : null}
      <Card>
        <Tabs value={tab} onValueChange={(next) => void setState({ tab: TABS.find((one) => one === next) ?? "runs", before: null })}>
          <TabsList className="px-4 pt-1" aria-label="About this source">
            <TabsTrigger value="runs">Runs</TabsTrigger>
            <TabsTrigger value="rejects">
              Rejected{source && source.keptRejects > 0 ? ` (${formatCount(String(source.keptRejects))})` : ""}
            </TabsTrigger>
            {can(user.role, "upload") ? <TabsTrigger value="add">Add data</TabsTrigger> : null}
            {can(user.role, "manage_sources") ? <TabsTrigger value="settings">Settings</TabsTrigger> : null}
          </TabsList>
          <TabsContent value="runs">
            {runs.data == null ? (
              runs.error ? (
                <LoadFailure error={runs.error} retry={() => void runs.refetch()} />
              ) : (
                <Skeleton className="m-4 h-48" />
              )
            ) : null}
            {runs.data?.runs.length === 0 ? <EmptyState title="No run">Nothing was read into this source yet.</EmptyState> : null}
            {runs.data && runs.data.runs.length > 0 ? <RunTable runs={runs.data.runs} zone={zone} /> : null}
            {runs.data && (runs.data.next != null || before != null) ? (
              <div className="flex justify-end gap-2 border-t p-3">
                <Button size="sm" disabled={before == null} onClick={() => void setState({ before: null })}>
                  Newest
                </Button>
                <Button size="sm" disabled={runs.data.next == null} onClick={() => void setState({ before: runs.data?.next ?? null })}>
                  Older
                </Button>
              </div>
            ) : null}
          </TabsContent>
          <TabsContent value="rejects">
            <RejectList source={id} />
          </TabsContent>
          <TabsContent value="add" className="p-4">
            <Upload source={id} />
          </TabsContent>
          <TabsContent value="settings" className="p-4">
            {source ? <SourceSettingsForm key={source.id} source={source} /> : null}
          </TabsContent>
        </Tabs>
      </Card>
    </Page>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
