import type { AlertEventDetail } from "../../lib/alerts/event";
import type { Snapshot } from "../../lib/alerts/snapshot";
import type { Permission } from "../../lib/auth/can";
import type { BudgetSnapshot } from "../../lib/budgets/snapshot";
import { monitoredBy } from "../../lib/metrics/monitored";
import { formatRatio, subtract } from "../../lib/money";
import type { Condition } from "../../lib/rules/rule";
import type { RuleSnapshot } from "../../lib/rules/snapshot";
import { addDays, dayOf } from "../../lib/time";
import { percent, scopeText } from "../budgets/words";
import { dayText } from "../filters/scope";
import { writeEntry } from "../filters/where";
import { describeChange, formatFigure } from "../panels/figure";
import { conditionText, durationText, type MetricWords, metricWords, ruleText, valueText } from "../rules/words";

/** What an event's page says in numbers. */
export interface EventFacts {
  /** The number, large, with all its digits for a title. */
  figure: string;
  exact: string;
  /** What the number is. */
  means: string;
  beside: { label: string; value: string }[];
  /** What its chart is about, and its line. */
  label: string;
  line: string;
  /** The line is a band of what is usual. */
  band: boolean;
  /** What the red stretch of the chart is. */
  told: string;
}

export function eventFacts(snapshot: Snapshot, metrics: readonly MetricWords[]): EventFacts {
  return snapshot.kind === "rule" ? ruleFacts(snapshot) : budgetFacts(snapshot, metricWords(snapshot.metric, metrics));
}

function ruleFacts({ rule, metric, value, usual, scope, pricedShare, subject, subjectLabel }: RuleSnapshot): EventFacts {
  const unit = rule.condition.kind === "no_data" ? "count" : metric.unit;
  const window = durationText(rule.windowMinutes);
  const change = describeChange(usual, value);
  return {
    figure: formatFigure(value, unit),
    exact: value == null ? "Unknown: nothing was measured" : formatFigure(value, unit, "exact"),
    means: rule.condition.kind === "no_data" ? `records in ${window}` : `${metric.label} over ${window}`,
    beside: [
      { label: "Rule", value: ruleText({ ...rule, scope }, metric) },
      ...(subject ? [{ label: "For", value: subjectLabel ?? subject }] : []),
      ...(usual == null
        ? []
        : [{ label: usualLabel(rule.condition), value: `${valueText(usual, unit)}${change ? ` (${change.words})` : ""}` }]),
      ...(pricedShare == null ? [] : [{ label: "Priced", value: `${formatRatio(pricedShare)} of requests` }]),
    ],
    label: rule.condition.kind === "no_data" ? "Records" : metric.label,
    line: lineText(rule.condition, { unit, windowMinutes: rule.windowMinutes }),
    band: rule.condition.kind === "anomaly",
    told: "firing",
  };
}

const usualLabel = (condition: Condition): string => (condition.kind === "change" ? "Before" : "Usually");

/** "tells above $4.00", "the usual band, sensitivity 7", "tells when up by 50 % or more on the 24 hours before". */
export function lineText(condition: Condition, about: { unit: string; windowMinutes: number }): string {
  switch (condition.kind) {
    case "anomaly":
      return `its usual band, sensitivity ${condition.sensitivity} of 10`;
    case "change":
      return `tells when ${conditionText(condition, about)}`;
    case "no_data":
      return "tells without a record";
    default:
      return `tells ${conditionText(condition, about)}`;
  }
}

function budgetFacts(snapshot: BudgetSnapshot, { label, unit, sum }: MetricWords): EventFacts {
  const { spent, amount, share, line, threshold, forecast, basis, period, scope, pricedShare, crossedOn } = snapshot;
  const figure = basis === "forecast" && forecast ? forecast.value : spent;
  const short = (value: string) => formatFigure(value, unit);
  return {
    figure: short(figure),
    exact: formatFigure(figure, unit, "exact"),
    means:
      basis === "forecast"
        ? `${label}, expected by the end of ${periodText(period)}`
        : `${label}, of ${short(amount)} in ${periodText(period)}`,
    beside: [
      { label: "Threshold", value: `${percent(threshold)} of ${short(amount)}: ${short(line)}` },
      { label: "So far", value: `${valueText(spent, unit)}, ${formatRatio(share)} of the budget` },
      ...(forecast
        ? [{ label: "Forecast", value: `${short(forecast.value)}, in 8 of 10 cases ${short(forecast.low)} to ${short(forecast.high)}` }]
        : []),
      ...(crossedOn ? [{ label: "Crossed on", value: dayText(crossedOn, true) }] : []),
      { label: "Counts", value: scopeText(scope) },
      ...(pricedShare == null ? [] : [{ label: "Priced", value: `${formatRatio(pricedShare)} of requests` }]),
    ],
    label: sum ? `${label} so far` : label,
    line: `tells at ${short(line)}`,
    band: false,
    told: basis === "forecast" ? "its forecast crossed the line" : "over the line",
  };
}

const periodText = ({ from, to }: BudgetSnapshot["period"]): string => `${dayText(from)} – ${dayText(addDays(to, -1), true)}`;

/** A part of an event's number, now and before, with its change. */
export interface Contribution {
  value: string | null;
  label: string | null;
  now: string | null;
  before: string | null;
}

/** Which parts made it, by which dimension; null where none tells. */
export function contributions(
  snapshot: Snapshot,
  metrics: readonly MetricWords[],
): { by: string; unit: string; values: Contribution[] } | null {
  const { by, values } = snapshot.contributors;
  if (by == null || values.length === 0) return null;
  const { unit } = snapshot.kind === "rule" ? snapshot.metric : metricWords(snapshot.metric, metrics);
  return {
    by,
    unit,
    values: values.map((one) => ({ value: one.value, label: one.label, before: one.before, now: "now" in one ? one.now : one.cost })),
  };
}

/** What a part added: "+$120"; null where one side is unknown. */
export function addedText({ now, before }: Contribution, unit: string): string | null {
  if (now == null || before == null) return null;
  const added = subtract(now, before);
  return added.startsWith("-") ? valueText(added, unit) : `+${valueText(added, unit)}`;
}

/** The span and filters that an event is about, in the words of an address. Spans are whole days of the zone: they can be explained and listed alike. */
export function eventAddress(snapshot: Snapshot): URLSearchParams {
  const params = new URLSearchParams();
  if (snapshot.kind === "rule") {
    const end = Date.parse(snapshot.at);
    params.set("from", dayOf(end - snapshot.rule.windowMinutes * 60_000, snapshot.zone));
    params.set("to", addDays(dayOf(end - 1, snapshot.zone), 1));
  } else {
    params.set("from", snapshot.period.from);
    params.set("to", snapshot.period.to);
  }
  // A session is no dimension that lists can be filtered by.
  const each = snapshot.kind === "rule" && snapshot.rule.each !== "session" ? snapshot.rule.each : null;
  for (const { dimension, values } of snapshot.scope)
    if (dimension !== each) for (const value of values) params.append("where", writeEntry({ dimension, value }));
  if (snapshot.kind === "rule" && each) params.append("where", writeEntry({ dimension: each, value: snapshot.subject || null }));
  return params;
}

interface EventAction {
  href: string;
  label: string;
  note: string;
  permission: Permission;
}

/** What can be done about an event: each a page with its range and filters. */
export function eventActions({
  snapshot,
  ruleId,
  budgetId,
  name,
}: Pick<AlertEventDetail, "snapshot" | "ruleId" | "budgetId" | "name">): EventAction[] {
  const params = eventAddress(snapshot);
  const address = params.toString();
  const metric = snapshot.kind === "rule" ? snapshot.metric.id : snapshot.metric;
  const rule: EventAction = {
    href: ruleId ? `/alerts/rules/${ruleId}` : `/budgets/${budgetId}`,
    label: ruleId ? `Open the rule ${name}` : `Open the budget ${name}`,
    note: ruleId ? "Its line, its back-test, whom it tells" : "How it burns down, its history, its forecast",
    permission: "view_budgets",
  };
  if (monitoredBy(metric) !== "calls")
    return [
      {
        href: `/gpu?${address}`,
        label: "See the GPUs of these days",
        note: "Utilization, idle cost and which hours, with the same filters",
        permission: "view_dashboards",
      },
      rule,
    ];
  const failed = new URLSearchParams([...params, ["only", "failed"]]);
  return [
    {
      href: `/why?${address}`,
      label: "Explain the change in cost",
      note: "Volume, models, context, output, cache, price: step by step, against the days before",
      permission: "view_dashboards",
    },
    metric === "error_rate" || metric === "error_cost"
      ? {
          href: `/requests?${failed}`,
          label: "See the failed calls",
          note: "One by one, with the reason",
          permission: "view_requests" as const,
        }
      : {
          href: `/requests?${address}`,
          label: "See the requests behind it",
          note: "One by one, with what each cost",
          permission: "view_requests" as const,
        },
    {
      href: `/?${address}`,
      label: "See the figures of these days",
      note: "The overview with the same range and filters",
      permission: "view_dashboards",
    },
    rule,
  ];
}
