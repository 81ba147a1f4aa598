"use client";

import { useQuery } from "@tanstack/react-query";
import { can } from "../../lib/auth/can";
import type { Channel } from "../../lib/channels/channel";
import { call } from "../../lib/http/client";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { UnseenHead } from "../tables/unseen-head";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { AddChannel } from "./add-channel";
import { EndButton } from "./end-button";
import { When } from "./when";

export const CHANNELS_KEY = ["channels"];
const KINDS: Record<Channel["kind"], string> = { slack: "Slack", webhook: "Signed webhook" };

/** Where alerts can go beside mail: add one, try it, end it. */
export function ChannelsPanel({ initial }: { initial: Channel[] }) {
  const { data } = useQuery({
    queryKey: CHANNELS_KEY,
    queryFn: ({ signal }) => call("listChannels", {}, { signal }),
    initialData: { channels: initial },
  });
  const manages = can(useShell().user.role, "manage_settings");
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Channels</CardTitle>
          <CardDescription>Budgets and rules can tell these beside people. Mail needs no channel.</CardDescription>
        </div>
        {manages ? <AddChannel /> : null}
      </CardHeader>
      {data.channels.length === 0 ? (
        <EmptyState title="No channels yet">
          {manages
            ? "Add the incoming webhook of a Slack channel, or an address of your own that checks a signature."
            : "An admin can add a Slack channel or a webhook here."}
        </EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Name</TableHead>
              <TableHead className="hidden sm:table-cell">Kind</TableHead>
              <TableHead className="hidden md:table-cell">Address</TableHead>
              <TableHead className="hidden md:table-cell">Last message</TableHead>
              <UnseenHead>Actions</UnseenHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {data.channels.map((channel) => (
              <ChannelRow key={channel.id} channel={channel} manages={manages} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function ChannelRow({ channel, manages }: { channel: Channel; manages: boolean }) {
  const end = useAction(() => call("endChannel", { id: channel.id }));
  const test = useAction(
    () => call("testChannel", { id: channel.id }),
    () => toast.success(`${channel.name} took the test message.`),
  );
  return (
    <TableRow className={channel.endedAt ? "text-muted-foreground" : undefined}>
      <TableCell className="wrap-anywhere font-medium">
        {channel.name}
        {channel.trouble && !channel.endedAt ? <p className="pt-0.5 font-normal text-muted-foreground">{channel.trouble}</p> : null}
        {channel.endReason ? <p className="pt-0.5 font-normal">{channel.endReason}</p> : null}
        <span className="block pt-0.5 font-normal text-muted-foreground sm:hidden">{KINDS[channel.kind]}</span>
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <Badge variant="neutral">{KINDS[channel.kind]}</Badge>
      </TableCell>
      <TableCell className="wrap-anywhere hidden font-mono md:table-cell">{channel.address}</TableCell>
      <TableCell className="hidden whitespace-nowrap md:table-cell">
        <When at={channel.lastSentAt} never="none yet" />
      </TableCell>
      <TableCell className="whitespace-nowrap text-right">
        {channel.endedAt ? (
          <span>
            ended <When at={channel.endedAt} never="" />
          </span>
        ) : (
          <>
            <Button size="sm" disabled={test.isPending} onClick={() => test.mutate()}>
              {test.isPending ? "Testing…" : "Test"}
              <span className="sr-only"> {channel.name}</span>
            </Button>
            {manages ? (
              <EndButton kind="channel" name={channel.name} end={end}>
                Nothing goes there from now on, also what waits. Budgets and rules that name it tell their other recipients. This can't be
                undone.
              </EndButton>
            ) : null}
          </>
        )}
      </TableCell>
    </TableRow>
  );
}
