"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import type { AlertEventDetail } from "../../lib/alerts/event";
import { errorMessage } from "../../lib/errors";
import { call } from "../../lib/http/client";
import { dayOf } from "../../lib/time";
import { Page } from "../layout/page";
import type { MetricWords } from "../rules/words";
import { buttonVariants } from "../ui/button";
import { Card, CardContent } from "../ui/card";
import { Notice } from "../ui/notice";
import { EventDeliveries } from "./event-deliveries";
import { EventHead } from "./event-head";
import { EventLinks } from "./event-links";
import { EventWhy } from "./event-why";
import { eventFacts } from "./facts";
import { eventSeries } from "./series";
import { useNow } from "./use-now";
import { WatchChart } from "./watch-chart";
import { momentText } from "./words";

const REFRESH_MS = 60_000;

interface EventPageProps {
  event: AlertEventDetail;
  metrics: readonly MetricWords[];
  zone: string;
  now: number;
}

/** One event: the sentence, the number, its chart, why, what can be done, and to whom it went. */
export function EventPage({ event: initial, metrics, zone, now: loadedAt }: EventPageProps) {
  const now = useNow(loadedAt);
  const { data, error } = useQuery({
    queryKey: ["event", initial.id],
    queryFn: ({ signal }) => call("getEvent", { id: initial.id }, { signal }),
    initialData: { event: initial },
    refetchInterval: REFRESH_MS,
  });
  const { event } = data;
  useEffect(() => {
    // Opened is seen. Where it fails it stays unread.
    if (initial.unread) call("readInbox", { events: [initial.id] }).catch(() => {});
  }, [initial]);
  const { snapshot } = event;
  const facts = eventFacts(snapshot, metrics);
  const series = eventSeries(snapshot, metrics);
  const frame = { zone, now, day: dayOf(now, zone) };
  return (
    <Page
      title="Alert"
      bar={
        <Link href="/alerts" className={buttonVariants({ size: "sm" })}>
          <ArrowLeft aria-hidden />
          All alerts
        </Link>
      }
      footer={
        <p>
          As it was when it happened, read {momentText(snapshot.asOf, zone, frame.day)}
          {snapshot.dataThrough ? ` on data through ${momentText(snapshot.dataThrough, zone, dayOf(Date.parse(snapshot.asOf), zone))}` : ""}
          . Times in {zone}.
        </p>
      }
    >
      {error ? (
        <Notice variant="warning" role="alert">
          This is the alert as it stood before: {errorMessage(error)}
        </Notice>
      ) : null}
      <EventHead event={event} facts={facts} frame={frame} />
      {series ? (
        <Card aria-label={facts.label}>
          <CardContent>
            <WatchChart
              series={series}
              label={facts.label}
              line={facts.line}
              band={facts.band}
              told={facts.told}
              zone={zone}
              title={<h3 className="font-semibold text-sm">{facts.label}</h3>}
            />
          </CardContent>
        </Card>
      ) : null}
      <div className="grid gap-4 xl:grid-cols-2 [&>*]:min-w-0">
        <EventWhy snapshot={snapshot} metrics={metrics} />
        <EventLinks event={event} />
      </div>
      <EventDeliveries event={event} frame={frame} />
    </Page>
  );
}
