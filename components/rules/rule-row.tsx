"use client";

import Link from "next/link";
import type { StandingRule } from "../../lib/rules/rule";
import { SeverityMark } from "../alerts/severity-mark";
import { type Audience, mutedText, recipientsText } from "../budgets/words";
import { Badge } from "../ui/badge";
import { RuleActions } from "./rule-actions";
import { firedText, type MetricWords, metricWords, ruleText, STATE_WORDS, subjectsText, subjectText, valueText } from "./words";

interface RuleRowProps {
  rule: StandingRule;
  metrics: readonly MetricWords[];
  audience: Audience;
  manages: boolean;
  zone: string;
  now: number;
}

/** One rule: its name and sentence, the last value it saw, how often it told, who owns it and whom it tells. */
export function RuleRow({ rule, metrics, audience, manages, zone, now }: RuleRowProps) {
  const metric = metricWords(rule.metric, metrics);
  const state = STATE_WORDS[rule.state];
  const [worst] = rule.subjects;
  const muted = mutedText(rule, zone, now);
  const unit = rule.condition.kind === "no_data" ? "count" : metric.unit;
  return (
    <li className="relative grid gap-x-6 gap-y-2 border-b px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,1fr)_minmax(0,208px)_auto]">
      <div className="grid min-w-0 content-start gap-1">
        <div className="flex flex-wrap items-center gap-2 max-md:pr-10">
          <Link href={`/alerts/rules/${rule.id}`} className="font-medium text-sm underline-offset-4 hover:text-primary hover:underline">
            {rule.name}
          </Link>
          <SeverityMark severity={rule.severity} />
          <Badge variant={state.variant} className="md:hidden">
            {state.label}
          </Badge>
          {muted ? <Badge>{muted}</Badge> : null}
        </div>
        <p className="wrap-anywhere text-xs">{ruleText(rule, metric)}</p>
        <p className="wrap-anywhere text-muted-foreground text-xs">
          Tells {recipientsText(rule.recipients, audience)} · owned by {rule.owner}
        </p>
      </div>
      <dl className="flex flex-wrap content-start items-baseline gap-x-3 gap-y-0.5 text-xs md:grid">
        <div>
          <dt className="sr-only">Last value</dt>
          <dd>
            <span className="font-semibold text-base">{worst ? valueText(worst.value, unit) : "—"}</span>
            {rule.condition.kind === "no_data" && worst ? " records" : ""}{" "}
            <span className="text-muted-foreground">
              {worst && rule.each ? subjectText(worst) : worst ? "last value" : "not looked at yet"}
            </span>
          </dd>
        </div>
        {rule.each && rule.subjects.length > 1 ? (
          <div className="text-muted-foreground">
            <dt className="sr-only">Watched</dt>
            <dd>worst of {subjectsText(rule.subjects.length, rule.each)}</dd>
          </div>
        ) : null}
        <div className="text-muted-foreground">
          <dt className="sr-only">Fired in 30 days</dt>
          <dd>{firedText(rule.fired30d)}</dd>
        </div>
      </dl>
      <div className="flex items-start gap-2 max-md:absolute max-md:top-3 max-md:right-3 md:w-36 md:justify-end">
        <Badge variant={state.variant} className="max-md:hidden">
          {state.label}
        </Badge>
        {manages ? <RuleActions rule={rule} muted={muted != null} /> : null}
      </div>
    </li>
  );
}
