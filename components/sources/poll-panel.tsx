"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { PollRow } from "../../lib/http/operations/polls";
import { formatCount } from "../../lib/money";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Notice } from "../ui/notice";
import { BackfillBar } from "./backfill-bar";
import { inputOfPoll, MODE_WORDS } from "./poll-draft";
import { adviceFor, everyText, failureText, pollStanding, secondText, skewText } from "./poll-words";
import { counted } from "./words";

const PollDialog = dynamic(() => import("./poll-dialog").then((module) => module.PollDialog), { loading: () => null });

/** How a source is read on a schedule: when last and next, what goes wrong and what to do, how far history is; and its switches. */
export function PollPanel({ poll, zone }: { poll: PollRow; zone: string }) {
  const { user } = useShell();
  const [changing, setChanging] = useState(false);
  const may = can(user.role, "manage_sources");
  const { label, variant } = pollStanding(poll);
  const advice = poll.lastError ? adviceFor(poll.lastError) : null;
  const skew = skewText(poll.clockSkewMs);
  return (
    <Card>
      <CardHeader>
        <div className="min-w-0">
          <CardTitle className="flex flex-wrap items-center gap-2">
            Read on a schedule <Badge variant={variant}>{label}</Badge>
          </CardTitle>
          <CardDescription className="wrap-anywhere">
            {MODE_WORDS[poll.mode].label} at {poll.url}, {everyText(poll.intervalS)}
          </CardDescription>
        </div>
        {may ? <Switches poll={poll} onChange={() => setChanging(true)} /> : null}
      </CardHeader>
      <CardContent className="grid gap-3">
        {poll.lastError ? (
          <Notice variant="destructive" className="grid gap-1">
            <p className="font-medium">{poll.lastError}</p>
            <p className="text-foreground">{[advice, failureText(poll, zone)].filter(Boolean).join(" ")}</p>
          </Notice>
        ) : poll.warning ? (
          <Notice variant="warning">{poll.warning}</Notice>
        ) : null}
        <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
          <Fact label="Last read" value={poll.lastOkAt ? secondText(poll.lastOkAt, zone) : "never"} />
          <Fact label="Next" value={poll.paused ? "paused" : poll.reading ? "reading now" : secondText(poll.nextAt, zone)} />
          {poll.cursor ? <Fact label="Read through" value={secondText(poll.cursor, zone)} /> : null}
          {poll.mode === "prometheus" ? <Fact label="A point" value={everyText(poll.stepS)} /> : null}
          {poll.selector ? <Fact label="Selector" value={poll.selector} /> : null}
          <Fact label="Token" value={poll.hasToken ? "kept sealed" : "none"} />
          {skew ? <Fact label="Its clock" value={skew} /> : null}
        </dl>
        {poll.backfill ? <BackfillBar backfill={poll.backfill} paused={poll.paused} zone={zone} /> : null}
      </CardContent>
      {changing ? <PollDialog mode={poll.mode} poll={poll} taken={[]} zone={zone} onClose={() => setChanging(false)} /> : null}
    </Card>
  );
}

function Switches({ poll, onChange }: { poll: PollRow; onChange: () => void }) {
  const now = useAction(
    () => call("pollNow", { id: poll.source }),
    ({ ok, problem, read, accepted, more }) => {
      if (!ok) return void toast.error(problem ?? "It could not be read.");
      toast.success(
        `${counted(read, "value")} read, ${formatCount(String(accepted))} new.${more ? " There is more, which is read in the background." : ""}`,
      );
    },
  );
  const pause = useAction(
    (paused: boolean) => call("setPoll", { id: poll.source, ...inputOfPoll(poll, { paused }) }),
    (_, paused) => toast.success(paused ? "Paused. What was read stays." : "It is read again from now on."),
  );
  const remove = useAction(
    () => call("removePoll", { id: poll.source }),
    () => toast.success("It is read no longer. What it brought stays."),
  );
  const busy = now.isPending || pause.isPending || remove.isPending;
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" disabled={busy} onClick={() => now.mutate()}>
        {now.isPending ? "Reading" : "Read now"}
      </Button>
      <Button size="sm" disabled={busy} onClick={() => pause.mutate(!poll.paused)}>
        {poll.paused ? "Resume" : "Pause"}
      </Button>
      <Button size="sm" disabled={busy} onClick={onChange}>
        Change
      </Button>
      <Confirm
        title={`Read ${poll.source} no longer?`}
        action="Read it no longer"
        onConfirm={() => remove.mutate()}
        trigger={
          <Button size="sm" variant="ghost" disabled={busy}>
            Remove
          </Button>
        }
      >
        <p>The schedule, its address and its token are deleted. The source and all that it brought stay.</p>
        <p>To stop for a while, pause it instead.</p>
      </Confirm>
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="wrap-anywhere font-medium">{value}</dd>
    </div>
  );
}
