"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { AlertEventDetail } from "../../lib/alerts/event";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { Card, CardHeader, CardTitle } from "../ui/card";
import { eventActions } from "./facts";

/** Where to go from here, each with the range and filters of the event. */
export function EventLinks({ event }: { event: AlertEventDetail }) {
  const { user } = useShell();
  return (
    <Card>
      <CardHeader>
        <CardTitle>What can be done</CardTitle>
      </CardHeader>
      <ul className="border-t">
        {eventActions(event)
          .filter(({ permission }) => can(user.role, permission))
          .map(({ href, label, note }) => (
            <li key={href} className="border-b last:border-b-0">
              <Link href={href} className="flex items-center justify-between gap-4 px-4 py-2.5 text-sm last:rounded-b-lg hover:bg-accent">
                <span>
                  <span className="font-medium">{label}</span>
                  <span className="block text-muted-foreground text-xs">{note}</span>
                </span>
                <ArrowRight className="size-4 shrink-0 text-muted-foreground" aria-hidden />
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  );
}
