"use client";

import { useQuery } from "@tanstack/react-query";
import { can } from "../../lib/auth/can";
import type { Delivery } from "../../lib/email/delivery";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { OutputOf } from "../../lib/http/operations";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { timeText } from "../tables/request-columns";
import { UnseenHead } from "../tables/unseen-head";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { MailDialog } from "./mail-dialog";

const REFRESH_MS = 30_000;

const STATES: Record<Delivery["state"], { label: string; variant: "success" | "warning" | "destructive" | "neutral" }> = {
  pending: { label: "waits", variant: "neutral" },
  sending: { label: "is being sent", variant: "neutral" },
  sent: { label: "sent", variant: "success" },
  failed: { label: "failed", variant: "destructive" },
  uncertain: { label: "uncertain", variant: "warning" },
  expired: { label: "expired", variant: "warning" },
};

const WAYS: Record<Delivery["channel"], string> = { email: "Mail", slack: "Slack", webhook: "Webhook", inbox: "App" };

/** Columns that a phone shows as lines under the subject instead. */
const WIDE = "hidden md:table-cell";

/** Every mail and message: to whom, whether it left, and what it says. */
export function Outbox({ initial, zone }: { initial: OutputOf<"listOutbox">; zone: string }) {
  const { data, error } = useQuery({
    queryKey: ["outbox"],
    queryFn: ({ signal }) => call("listOutbox", {}, { signal }),
    initialData: initial,
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      {data.mail ? null : (
        <Notice variant="warning">
          No mail server is set up, so no mail leaves. An admin can enter one in Settings, Mail, or start Permille with{" "}
          <code className="font-mono text-xs">SMTP_URL</code> and <code className="font-mono text-xs">MAIL_FROM</code>; mails of the last 7
          days are sent then.
        </Notice>
      )}
      {error ? (
        <Notice variant="warning" role="alert">
          This is the list from before: {errorMessage(error)}
        </Notice>
      ) : null}
      <Card>
        <CardHeader className="py-3">
          <div>
            <CardTitle>Mails and messages</CardTitle>
            <CardDescription>
              The newest first{data.deliveries.length >= 100 ? ", the last 100" : ""}. Times in {zone}.
            </CardDescription>
          </div>
        </CardHeader>
        {data.deliveries.length === 0 ? (
          <EmptyState title="No mails yet">
            When a budget reaches a threshold or a rule tells, its mails and messages appear here.
          </EmptyState>
        ) : (
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead className={WIDE}>State</TableHead>
                <TableHead>Message</TableHead>
                <TableHead className={WIDE}>To</TableHead>
                <TableHead className={WIDE}>Made</TableHead>
                <TableHead className={WIDE}>Sent</TableHead>
                <TableHead numeric className={WIDE}>
                  Attempts
                </TableHead>
                <UnseenHead>Actions</UnseenHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {data.deliveries.map((mail) => (
                <MailRow key={mail.id} mail={mail} zone={zone} />
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </>
  );
}

function MailRow({ mail, zone }: { mail: Delivery; zone: string }) {
  const manages = can(useShell().user.role, "manage_budgets");
  const state = STATES[mail.state];
  const again = mail.nextAttemptAt && mail.attempts > 0 ? `again ${timeText(mail.nextAttemptAt, zone)}` : null;
  const retry = useAction(() => call("retryMail", { id: mail.id }));
  return (
    <TableRow>
      <TableCell className={WIDE}>
        <Badge variant={state.variant}>{state.label}</Badge>
      </TableCell>
      <TableCell className="md:min-w-64">
        <MailDialog mail={mail} />
        {mail.reason ? <p className="pt-0.5 text-muted-foreground">{mail.reason}</p> : null}
        {mail.possibleDuplicate ? (
          <p className="pt-0.5 text-muted-foreground">
            It may have arrived twice;{" "}
            {mail.channel === "email" ? "mail programs show it once." : "its delivery id is the same both times."}
          </p>
        ) : null}
        {mail.digest ? <p className="pt-0.5 text-muted-foreground">In one mail with {mail.digest.mails - 1} others.</p> : null}
        <div className="grid justify-items-start gap-0.5 pt-0.5 md:hidden">
          <span className="wrap-anywhere">
            {WAYS[mail.channel]} to {mail.recipient}
          </span>
          <span className="text-muted-foreground">
            Made {timeText(mail.createdAt, zone)}
            {mail.attempts > 1 ? `, ${mail.attempts} attempts` : ""}
          </span>
          <span className="flex flex-wrap items-center gap-1">
            <Badge variant={state.variant}>{state.label}</Badge>
            {mail.sentAt || again ? (
              <span className="text-muted-foreground">{mail.sentAt ? timeText(mail.sentAt, zone) : again}</span>
            ) : null}
          </span>
        </div>
      </TableCell>
      <TableCell className={cn(WIDE, "wrap-anywhere min-w-56")}>
        {mail.recipient}
        {mail.channel === "email" ? null : <span className="block text-muted-foreground">{WAYS[mail.channel]}</span>}
      </TableCell>
      <TableCell className={cn(WIDE, "whitespace-nowrap")}>{timeText(mail.createdAt, zone)}</TableCell>
      <TableCell className={cn(WIDE, "whitespace-nowrap")}>
        {mail.sentAt ? timeText(mail.sentAt, zone) : <span className="text-muted-foreground">{again ?? "—"}</span>}
      </TableCell>
      <TableCell numeric className={WIDE}>
        {mail.attempts}
      </TableCell>
      <TableCell className="text-right max-md:align-top">
        {manages && mail.canRetry ? (
          <Button size="sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
            Send again<span className="sr-only"> to {mail.recipient}</span>
          </Button>
        ) : null}
      </TableCell>
    </TableRow>
  );
}
