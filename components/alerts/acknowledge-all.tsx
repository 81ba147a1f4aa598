"use client";

import { CheckCheck } from "lucide-react";
import type { AlertEvent } from "../../lib/alerts/event";
import { can } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import { Confirm } from "../dialogs/confirm";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { toast } from "../layout/toast";
import { Button } from "../ui/button";
import { acknowledgeable } from "./words";

/** Takes every open alert that the list shows, after a look at how many. Nothing where fewer than two are open, or for those who may not. */
export function AcknowledgeAll({ events }: { events: readonly Pick<AlertEvent, "id" | "open">[] }) {
  const { user } = useShell();
  const ids = acknowledgeable(events);
  const respond = useAction(
    () => call("respondToEvents", { ids, kind: "acknowledged" }),
    ({ responses }) => toast.success(`${responses.length} alerts acknowledged`),
  );
  if (ids.length < 2 || !can(user.role, "respond_alerts")) return null;
  return (
    <Confirm
      title={`Acknowledge ${ids.length} alerts?`}
      action={`Acknowledge ${ids.length}`}
      variant="primary"
      onConfirm={() => respond.mutate()}
      trigger={
        <Button size="sm" disabled={respond.isPending}>
          <CheckCheck aria-hidden />
          Acknowledge all {ids.length}
        </Button>
      }
    >
      The open alerts of this list are yours then, and leave the list of open ones for everyone. What tells them goes on telling.
    </Confirm>
  );
}
