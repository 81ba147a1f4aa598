"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { call } from "../../lib/http/client";
import type { StandingRule } from "../../lib/rules/rule";
import { dayOf } from "../../lib/time";
import { SeverityMark } from "../alerts/severity-mark";
import { standingOf, whenText } from "../alerts/words";
import { type Audience, mutedText, recipientsText } from "../budgets/words";
import { minuteText } from "../sources/words";
import { Badge } from "../ui/badge";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { firedText, type MetricWords, ruleText, STATE_WORDS, subjectsText, subjectText, valueText } from "./words";

const SHOWN = 10;

interface RuleStandingProps {
  rule: StandingRule;
  metric: MetricWords;
  audience: Audience;
  zone: string;
  now: number;
}

/** How a rule stands: its sentence, the last value of each subject, and what it told lately. */
export function RuleStanding({ rule, metric, audience, zone, now }: RuleStandingProps) {
  const unit = rule.condition.kind === "no_data" ? "count" : metric.unit;
  const state = STATE_WORDS[rule.state];
  const muted = mutedText(rule, zone, now);
  return (
    <Card aria-label="How it stands">
      <CardHeader className="py-3">
        <div className="grid min-w-0 gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <Badge variant={state.variant}>{state.label}</Badge>
            <SeverityMark severity={rule.severity} />
            {muted ? <Badge>{muted}</Badge> : null}
          </div>
          <CardTitle>{ruleText(rule, metric)}</CardTitle>
          <CardDescription>
            Tells {recipientsText(rule.recipients, audience)} · owned by {rule.owner} ·{" "}
            {rule.evaluatedAt ? `looked at ${minuteText(rule.evaluatedAt, zone)}` : "not looked at yet"}, {zone}
          </CardDescription>
        </div>
      </CardHeader>
      <div className="grid border-t xl:grid-cols-2 xl:divide-x [&>*]:min-w-0">
        {rule.subjects.length > 0 ? (
          <Table>
            <TableHeader>
              <TableRow>
                <TableHead className="w-full">{rule.each ? subjectsText(rule.subjects.length, rule.each) : "Now"}</TableHead>
                <TableHead numeric>Last value</TableHead>
                <TableHead>State</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rule.subjects.slice(0, SHOWN).map((subject) => (
                <TableRow key={subject.subject}>
                  <TableCell className="min-w-28 wrap-anywhere">{rule.each ? subjectText(subject) : metric.label}</TableCell>
                  <TableCell numeric>{valueText(subject.value, unit)}</TableCell>
                  <TableCell className="sm:whitespace-nowrap">
                    {STATE_WORDS[subject.state].label}
                    {subject.since ? <span className="text-muted-foreground"> since {minuteText(subject.since, zone)}</span> : null}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        ) : (
          <CardContent className="py-4">
            <p className="text-muted-foreground text-sm">
              It has not been looked at yet: rules begin with the next minute or hour that closes.
            </p>
          </CardContent>
        )}
        <Told rule={rule} zone={zone} now={now} />
      </div>
    </Card>
  );
}

function Told({ rule, zone, now }: Pick<RuleStandingProps, "rule" | "zone" | "now">) {
  const { data } = useQuery({
    queryKey: ["events of", rule.id],
    queryFn: ({ signal }) => call("listEvents", { rule: rule.id, limit: SHOWN }, { signal }),
  });
  const events = data?.events.filter(({ change }) => change === "fired") ?? [];
  return (
    <div className="max-xl:border-t">
      <p className="px-4 pt-2 pb-1 font-medium text-muted-foreground text-xs">What it told: {firedText(rule.fired30d)}</p>
      <ul className="pb-2">
        {events.map((event) => (
          <li key={event.id} className="px-4 py-1 text-xs">
            <Link href={`/alerts/${event.id}`} className="wrap-anywhere text-primary underline-offset-4 hover:underline">
              {event.title}
            </Link>
            <span className="block text-muted-foreground">
              {standingOf(event, now).label}, {whenText(event, { zone, now, day: dayOf(now, zone) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
