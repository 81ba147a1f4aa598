"use client";

import Link from "next/link";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { Respond } from "./respond";
import { SeverityMark } from "./severity-mark";
import { KIND_WORDS, type ListedEvent, originHref, responseText, standingOf, whenText } from "./words";

interface EventRowProps {
  event: ListedEvent;
  frame: { zone: string; now: number; day: string };
  /** Is told where the row is, while it is unread. */
  seen: ((row: HTMLElement | null) => (() => void) | undefined) | undefined;
}

/** One event: how grave, what happened, of what, when, who takes care; and the two things to do about it. */
export function EventRow({ event, frame, seen }: EventRowProps) {
  const standing = standingOf(event, frame.now);
  const ended = event.change === "resolved";
  return (
    <li ref={seen} className="grid gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {ended ? null : <SeverityMark severity={event.severity} />}
          <Badge variant={standing.variant}>{standing.label}</Badge>
          {event.unreadIds.length > 0 ? <Badge variant="primary">New</Badge> : null}
        </div>
        <Link
          href={`/alerts/${event.id}`}
          className={cn(
            "wrap-anywhere text-sm underline-offset-4 hover:text-primary hover:underline",
            ended ? "text-muted-foreground" : "font-medium",
          )}
        >
          {event.title}
        </Link>
        <p className="text-muted-foreground text-xs">
          {KIND_WORDS[event.kind]}{" "}
          <Link href={originHref(event)} className="text-foreground underline decoration-input underline-offset-4 hover:text-primary">
            {event.name}
          </Link>
          {event.subject ? ` · ${event.subjectLabel ?? event.subject}` : ""} · {whenText(event, frame)}
        </p>
        {event.responses.map((response) => (
          <p key={response.id} className="wrap-anywhere text-xs">
            {responseText(response, frame)}
          </p>
        ))}
      </div>
      <div className="flex items-start md:justify-end">
        <Respond event={event} />
      </div>
    </li>
  );
}
