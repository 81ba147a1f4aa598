"use client";

import { ChevronDown } from "lucide-react";
import type { AlertEvent } from "../../lib/alerts/event";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuLabel, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { SNOOZES } from "./words";

/** Take an alert, or let it rest: what it belongs to stays silent until then. Nothing where it is over. */
export function Respond({ event }: { event: Pick<AlertEvent, "id" | "title" | "open" | "change"> }) {
  const { user } = useShell();
  const respond = useAction((input: { kind: "acknowledged" | "snoozed"; until?: string }) =>
    call("respondToEvent", { id: event.id, ...input }),
  );
  if (!event.open || !can(user.role, "respond_alerts")) return null;
  const about = <span className="sr-only">: {event.title}</span>;
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button size="sm" disabled={respond.isPending} onClick={() => respond.mutate({ kind: "acknowledged" })}>
        Acknowledge{about}
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" variant="ghost" disabled={respond.isPending}>
            Snooze{about}
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuLabel>No mails for</DropdownMenuLabel>
          {SNOOZES.map(({ id, label, ms }) => (
            <DropdownMenuItem key={id} onSelect={() => respond.mutate({ kind: "snoozed", until: new Date(Date.now() + ms).toISOString() })}>
              {label}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
