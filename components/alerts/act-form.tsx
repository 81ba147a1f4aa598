import Link from "next/link";
import type { ReactNode } from "react";
import type { Acting } from "../../lib/alerts/act";
import type { EventResponse } from "../../lib/alerts/event";
import { timeText } from "../tables/request-columns";
import { Badge } from "../ui/badge";
import { Button, buttonVariants } from "../ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Field } from "../ui/field";

interface Props {
  acting: Acting;
  token: string;
  zone: string;
  /** For how long it can rest. */
  hours: readonly number[];
}

/** What a mail's link shows: the alert and what can be done about it, or why the link does nothing. Works without scripts. */
export function ActForm({ acting, token, zone, hours }: Props) {
  if (acting.state === "unknown")
    return (
      <Said title="This link is not complete" href="/" label="Sign in">
        It was cut off or changed on its way. Open it from the mail again, or sign in and answer under Alerts. Nothing was changed.
      </Said>
    );
  if (acting.state === "expired")
    return (
      <Said title="This link has expired" href={`/alerts/${acting.event}`} label="Sign in and open the alert">
        It worked until {timeText(acting.expires, zone)} ({zone}). Nothing was changed.
      </Said>
    );
  if (acting.state === "closed")
    return (
      <Said title="This account is closed" href="/sign-in" label="Sign in">
        The account that this mail went to is disabled, so its links do nothing. An admin of Permille can enable it.
      </Said>
    );
  const { event, recipient } = acting;
  const silenced = event.ruleId ? "rule" : "budget";
  return (
    <Card>
      <CardHeader className="py-3">
        <div className="grid gap-2">
          <Badge
            variant={event.severity === "critical" ? "destructive" : event.severity === "warning" ? "warning" : "neutral"}
            className="justify-self-start"
          >
            {event.severity}
          </Badge>
          <CardTitle className="text-base">
            <h1>{event.title}</h1>
          </CardTitle>
          <CardDescription>
            {timeText(event.at, zone)} ({zone}). You answer as {recipient}.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid gap-4">
        {event.responses.length > 0 ? (
          <ul className="grid gap-1 text-sm" aria-label="What was done">
            {event.responses.map((response) => (
              <li key={response.id}>
                {deed(response, zone)} by {response.by === recipient ? "you" : response.by}, {timeText(response.at, zone)}
              </li>
            ))}
          </ul>
        ) : null}
        <form method="post" action="/api/alerts/act" className="grid gap-4">
          <input type="hidden" name="token" value={token} />
          <div className="grid gap-1">
            <Button type="submit" name="kind" value="acknowledged" variant="primary" size="lg">
              Acknowledge
            </Button>
            <p className="text-muted-foreground text-xs">You saw it. It leaves the list of open alerts, and everyone sees that you did.</p>
          </div>
          <div className="grid gap-1">
            <Field label="Or let it rest for" hint={`Until then nobody gets a mail about this ${silenced}; alerts still stand in the app.`}>
              {(control) => (
                <select {...control} name="hours" defaultValue="24" className="h-10 rounded-md border border-input bg-card px-2.5 text-sm">
                  {hours.map((one) => (
                    <option key={one} value={one}>
                      {span(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Button type="submit" name="kind" value="snoozed" size="lg">
              Let it rest
            </Button>
          </div>
        </form>
        <Link href={`/alerts/${event.id}`} className={buttonVariants({ variant: "link", size: "inline" })}>
          Open the alert in Permille
        </Link>
      </CardContent>
    </Card>
  );
}

function Said({ title, href, label, children }: { title: string; href: string; label: string; children: ReactNode }) {
  return (
    <Card>
      <CardHeader className="py-3">
        <CardTitle className="text-base">
          <h1>{title}</h1>
        </CardTitle>
      </CardHeader>
      <CardContent className="grid justify-items-start gap-4">
        <p className="text-muted-foreground text-sm">{children}</p>
        <Link href={href} className={buttonVariants()}>
          {label}
        </Link>
      </CardContent>
    </Card>
  );
}

const deed = ({ kind, until }: EventResponse, zone: string): string =>
  kind === "acknowledged" ? "Acknowledged" : `Left to rest${until ? ` until ${timeText(until, zone)}` : ""}`;

const span = (hours: number): string =>
  hours < 24 ? (hours === 1 ? "1 hour" : `${hours} hours`) : hours === 24 ? "1 day" : `${hours / 24} days`;
