import type { AlertEventDetail } from "../../lib/alerts/event";
import { Badge } from "../ui/badge";
import { Card } from "../ui/card";
import type { EventFacts } from "./facts";
import { Respond } from "./respond";
import { SeverityMark } from "./severity-mark";
import { responseText, standingOf, whenText } from "./words";

/** The sentence, the number large, since when and who takes care of it. */
export function EventHead({
  event,
  facts,
  frame,
}: {
  event: AlertEventDetail;
  facts: EventFacts;
  frame: { zone: string; now: number; day: string };
}) {
  const standing = standingOf(event, frame.now);
  return (
    <Card className="grid gap-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-center gap-2">
          <SeverityMark severity={event.severity} />
          <Badge variant={standing.variant}>{standing.label}</Badge>
          <span className="text-muted-foreground text-xs">{whenText(event, frame)}</span>
        </div>
        <Respond event={event} />
      </div>
      <h2 className="wrap-anywhere font-semibold text-xl">{event.title}</h2>
      <div className="grid gap-x-8 gap-y-3 md:grid-cols-[auto_minmax(0,1fr)]">
        <p className="grid content-start">
          <span className="font-semibold text-[40px] leading-[48px] tracking-tight" title={facts.exact}>
            {facts.figure}
          </span>
          <span className="text-muted-foreground text-xs">{facts.means}</span>
        </p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 gap-y-1 text-sm md:border-l md:pl-8">
          {facts.beside.map(({ label, value }) => (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      {event.responses.length > 0 ? (
        <ul className="grid gap-0.5 border-t pt-3 text-sm">
          {event.responses.map((response) => (
            <li key={response.id} className="wrap-anywhere">
              {responseText(response, frame)}
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
