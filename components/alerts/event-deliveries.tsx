"use client";

import type { AlertEventDetail, EventDelivery } from "../../lib/alerts/event";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { roleText } from "../budgets/words";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { counted } from "../sources/words";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { momentText } from "./words";

const WAYS: Record<EventDelivery["channel"], string> = { email: "Mail", slack: "Slack", webhook: "Webhook", inbox: "In the app" };

const STATES: Record<EventDelivery["state"], { label: string; variant: "success" | "warning" | "destructive" | "neutral" }> = {
  pending: { label: "waits", variant: "neutral" },
  sending: { label: "is being sent", variant: "neutral" },
  sent: { label: "sent", variant: "success" },
  failed: { label: "failed", variant: "destructive" },
  uncertain: { label: "uncertain", variant: "warning" },
  expired: { label: "expired", variant: "warning" },
};

/** To whom it went, how, and whether it arrived. */
export function EventDeliveries({ event, frame }: { event: AlertEventDetail; frame: { zone: string; day: string } }) {
  return (
    <Card aria-label="Who was told">
      <CardHeader>
        <div>
          <CardTitle>Who was told</CardTitle>
          <CardDescription>{summary(event.deliveries)}</CardDescription>
        </div>
      </CardHeader>
      {event.deliveries.length === 0 ? (
        <CardContent>
          <p className="text-muted-foreground text-sm">Nobody: it was silent, or had nobody to tell.</p>
        </CardContent>
      ) : (
        <ul className="border-t">
          {event.deliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} frame={frame} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function DeliveryRow({ delivery, frame }: { delivery: EventDelivery; frame: { zone: string; day: string } }) {
  const manages = can(useShell().user.role, "manage_budgets");
  const retry = useAction(() => call("retryMail", { id: delivery.id }));
  const { channel, recipient, because, state, readAt, reason } = delivery;
  const words = STATES[state];
  const inbox = channel === "inbox";
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b px-4 py-2 text-sm last:border-b-0 sm:grid-cols-[96px_minmax(0,1fr)_auto]">
      <span className="text-muted-foreground max-sm:hidden">{WAYS[channel]}</span>
      <span className="wrap-anywhere min-w-0">
        {recipient}
        <span className="block text-muted-foreground text-xs">
          <span className="sm:hidden">{WAYS[channel]}, </span>
          {becauseText(because)}
        </span>
        {reason ? <span className="block text-muted-foreground text-xs">{reason}</span> : null}
      </span>
      <span className="flex flex-wrap items-center justify-end gap-2">
        <span className="text-muted-foreground text-xs">{timeNote(delivery, (time) => momentText(time, frame.zone, frame.day))}</span>
        {inbox ? (
          <Badge variant={readAt ? "success" : "neutral"}>{readAt ? "read" : "not read yet"}</Badge>
        ) : (
          <Badge variant={words.variant}>{words.label}</Badge>
        )}
        {manages && (state === "failed" || state === "expired") ? (
          <Button size="sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
            Send again<span className="sr-only"> to {recipient}</span>
          </Button>
        ) : null}
      </span>
    </li>
  );
}

/** When it was read or sent, else how often that was tried. */
function timeNote({ channel, readAt, sentAt, attempts }: EventDelivery, at: (time: string) => string): string {
  const time = channel === "inbox" ? readAt : sentAt;
  if (time) return at(time);
  return channel === "inbox" || attempts === 0 ? "" : counted(attempts, "attempt");
}

/** "role:manager" → "since all managers are told". */
function becauseText(because: string): string {
  const [kind, role] = because.split(":");
  return kind === "role" && role ? `since ${roleText(role)} ${role === "finance" ? "is" : "are"} told` : "by name";
}

function summary(deliveries: readonly EventDelivery[]): string {
  const out = deliveries.filter(({ channel }) => channel !== "inbox");
  const sent = out.filter(({ state }) => state === "sent").length;
  const broken = out.filter(({ state }) => state === "failed" || state === "expired").length;
  const read = deliveries.filter(({ channel, readAt }) => channel === "inbox" && readAt != null).length;
  if (out.length === 0) return deliveries.length === 0 ? "" : `In the app only, where ${read} of ${deliveries.length} read it`;
  return [`${sent} of ${out.length} sent`, broken > 0 ? `${broken} did not arrive` : null, `${read} read in the app`]
    .filter(Boolean)
    .join(", ");
}
