"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { EventPage } from "../../lib/alerts/event";
import type { Watching } from "../../lib/alerts/watching";
import { can } from "../../lib/auth/can";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import type { OutputOf } from "../../lib/http/operations";
import { useShell } from "../layout/shell-context";
import { NewRuleLink } from "../rules/new-rule-link";
import { SEVERITY_IDS, SEVERITY_WORDS } from "../rules/words";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/cn";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/segmented";
import { AcknowledgeAll } from "./acknowledge-all";
import { AlertTabs } from "./alert-tabs";
import { EventRow } from "./event-row";
import { NoEvents } from "./no-events";
import { type EventView, eventKey, eventParsers, eventQuestion } from "./url";
import { useNow } from "./use-now";
import { useSeen } from "./use-seen";
import { byDay, withEnds } from "./words";

const REFRESH_MS = 60_000;

export interface EventsProps {
  /** The first page of the list, as the address asked for it. */
  initial: EventPage;
  initialView: EventView;
  watching: Watching;
  templates: OutputOf<"listRuleTemplates">["templates"];
  zone: string;
  now: number;
}

/** What happened, the newest first, by day: whether it still holds and who takes care of it. */
export function Events({ initial, initialView, watching, templates, zone, now: loadedAt }: EventsProps) {
  const manages = can(useShell().user.role, "manage_budgets");
  const now = useNow(loadedAt);
  const seen = useSeen();
  const [view, setView] = useQueryStates(eventParsers, { history: "push", scroll: false });
  const query = useInfiniteQuery({
    queryKey: eventKey(view),
    queryFn: ({ pageParam, signal }) => call("listEvents", eventQuestion(view, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...(view.show === initialView.show && view.severity === initialView.severity
      ? { initialData: { pages: [initial], pageParams: [undefined] }, initialDataUpdatedAt: loadedAt }
      : {}),
    refetchInterval: REFRESH_MS,
  });
  const pages = query.data?.pages ?? [initial];
  const events = pages.flatMap((page) => page.events);
  const filtered = view.show !== "all" || view.severity != null;

  return (
    <>
      <AlertTabs current="events" action={manages ? <NewRuleLink /> : null} />
      {query.error ? (
        <Notice variant="warning" role="alert">
          This is the list from before: {errorMessage(query.error)}
        </Notice>
      ) : null}
      {events.length === 0 && !filtered ? (
        <NoEvents watching={watching} templates={templates} zone={zone} />
      ) : (
        <Card aria-label="Events" aria-busy={query.isPlaceholderData}>
          <div className="flex flex-wrap items-center justify-between gap-2 border-b px-4 py-3 print:hidden">
            <Segmented
              label="Which events"
              value={view.show}
              onChange={(show) => void setView({ show })}
              options={[
                { value: "open", label: `Open ${pages[0]?.open ?? 0}` },
                { value: "all", label: "All" },
              ]}
            />
            <div className="flex flex-wrap items-center gap-2">
              <Segmented
                label="Severity"
                value={view.severity ?? "any"}
                onChange={(next) => void setView({ severity: next === "any" ? null : next })}
                options={[
                  { value: "any", label: "Any severity" },
                  ...SEVERITY_IDS.toReversed().map((id) => ({ value: id, label: SEVERITY_WORDS[id].label })),
                ]}
              />
              <AcknowledgeAll events={events} />
            </div>
          </div>
          <div className={cn("transition-opacity", query.isPlaceholderData && "opacity-60")}>
            {events.length === 0 ? (
              <div className="grid min-h-40 place-content-center justify-items-center gap-3 p-8 text-center text-sm">
                <p>
                  {view.show === "open" ? "Nothing is open" : "No events"}
                  {view.severity ? ` of severity ${view.severity}` : ""}.
                </p>
                <Button size="sm" onClick={() => void setView({ show: null, severity: null })}>
                  Show all events
                </Button>
              </div>
            ) : (
              byDay(withEnds(events), { zone, now }).map(({ day, label, events: members }) => (
                <section key={day} aria-label={label}>
                  <h2 className="border-b bg-muted/60 px-4 py-1.5 font-medium text-muted-foreground text-xs">{label}</h2>
                  <ul>
                    {members.map((event) => (
                      <EventRow
                        key={event.id}
                        event={event}
                        frame={{ zone, now, day }}
                        seen={event.unreadIds.length > 0 ? seen(event.unreadIds) : undefined}
                      />
                    ))}
                  </ul>
                </section>
              ))
            )}
          </div>
          <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2 text-muted-foreground text-xs">
            <span>Times in {zone}.</span>
            {query.hasNextPage ? (
              <Button size="sm" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {query.isFetchingNextPage ? "Reading…" : "Older events"}
              </Button>
            ) : null}
          </div>
        </Card>
      )}
    </>
  );
}
