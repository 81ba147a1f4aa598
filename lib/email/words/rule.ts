import { compare, formatRatio, subtract } from "../../money";
import type { RuleSnapshot } from "../../rules/snapshot";
import { addDays, dayOf } from "../../time";
import { type Addressed, line, type MailContent, type MailLine, type MailSection } from "../content";
import { lastingText, momentBeside, momentName } from "../dates";
import { pageLink, pageOf } from "../page-link";
import { dimensionText, scopeText, withoutText } from "../scope-text";
import { spanText, valueText } from "../value-text";
import { against } from "./budget-why";
import { ruleChart } from "./rule-chart";
import { conditionText, outOfLine, ruleValue, watchedText } from "./rule-condition";
import { becauseText, muteText, responses } from "./small-print";

const grave = ({ rule, change }: RuleSnapshot): string => (rule.severity === "critical" && change === "fired" ? "Critical: " : "");

/** "Critical: Error rate of support-chat is 7.2 %, above 5 % (rule “Errors”)": what the mail, the inbox and the lists call the event. */
export function ruleSubject(snapshot: RuleSnapshot): string {
  const { rule, change, since, at, metric } = snapshot;
  if (isGone(snapshot))
    return `Resolved: ${watchedText(snapshot)} counts as gone, nothing came for ${lastingText(since, at)} (${rule.name})`;
  if (change === "resolved")
    return rule.condition.kind === "no_data"
      ? `Resolved: ${watchedText(snapshot)} brings records again after ${lastingText(since, at)} (${rule.name})`
      : `Resolved: ${watchedText(snapshot)} is back at ${valueText(snapshot.value, metric.unit)} after ${lastingText(since, at)} (${rule.name})`;
  return `${grave(snapshot)}${watchedText(snapshot)} ${outOfLine(snapshot)} (${rule.name})`;
}

/** An alert about silence that ended without a record: what was watched is no longer there. */
const isGone = ({ rule, change, value }: RuleSnapshot): boolean =>
  change === "resolved" && rule.condition.kind === "no_data" && value == null;

function sentenceOf(snapshot: RuleSnapshot): string {
  const { rule, change, since, at, zone } = snapshot;
  const what = watchedText(snapshot);
  if (isGone(snapshot))
    return `${what} counts as gone: nothing came for ${lastingText(since, at)}, since ${momentName(since, zone)}. If it comes back, the rule watches it again.`;
  if (change === "resolved") {
    const how = rule.condition.kind === "no_data" ? "brings records again" : `is back within its line: ${ruleValue(snapshot)}`;
    return `${what} ${how}. It was out of line for ${lastingText(since, at)}, since ${momentName(since, zone)}.`;
  }
  return `${what} ${outOfLine(snapshot)}.`;
}

function whyOf(snapshot: RuleSnapshot): MailSection | null {
  const { changeSentence, contributors, metric } = snapshot;
  const by = contributors.by && dimensionText(contributors.by);
  const parts = contributors.values.slice(0, 3).map(({ value, label, now, before }) => {
    const name = label ?? value ?? withoutText(contributors.by ?? "name");
    const step = before == null || now == null ? "" : ` ${against(before, now, metric)}`;
    return `${name}: ${valueText(now, metric.unit, "exact")}${step}`;
  });
  const lines = [...(changeSentence == null ? [] : [changeSentence]), ...parts];
  if (lines.length === 0) return null;
  return { title: by && parts.length > 0 ? `Why, by ${by}` : "Why", lines: lines.map((text) => line(text)) };
}

function sinceOf({ since, at, zone, rule, change }: RuleSnapshot): MailSection {
  const lasted = since === at ? "" : `, ${lastingText(since, at)} before this was told`;
  const held = rule.forMinutes > 0 && change === "fired" ? `; the rule waits ${spanText(rule.forMinutes)}` : "";
  const text =
    change === "resolved"
      ? `It lasted from ${momentName(since, zone)} to ${momentBeside(at, since, zone)}.`
      : `${momentName(since, zone)}${lasted}${held}.`;
  return { title: "Since when", lines: [line(text)] };
}

/** A rule has no period to forecast: what is usual stands in its place. */
function usualOf({ usual, low, high, metric, rule }: RuleSnapshot): MailSection | null {
  if (rule.condition.kind === "no_data" || (usual == null && low == null && high == null)) return null;
  const way = "direction" in rule.condition ? rule.condition.direction : "either";
  const band = [
    low == null || way === "up" ? "" : `below ${valueText(low, metric.unit)}`,
    high == null || way === "down" ? "" : `above ${valueText(high, metric.unit)}`,
  ].filter(Boolean);
  const parts = [
    usual == null ? "" : `Usual or before: ${valueText(usual, metric.unit)}.`,
    band.length > 0 ? `It tells ${band.join(" and ")}.` : "",
  ];
  return { title: "What is usual", lines: [line(parts.filter(Boolean).join(" "))] };
}

const ADVICE: Record<string, string> = {
  no_data: "See whether the source still sends, and when its last record came.",
  cost: "Look for loops and retries first: they cost most per minute.",
  error_rate: "Failed calls are retried and paid for: look at their error classes.",
  error_cost: "Failed calls are retried and paid for: look at their error classes.",
  cache_hit_rate: "A changed prompt prefix empties the prompt cache: compare the last deploys.",
  gpu_idle_cost: "Idle hours that repeat can be given back: see which hours of the week could be released.",
  gpu_utilization: "See whether work went elsewhere, or the queue stands: fewer requests, or a server that waits.",
  priced_share: "Models without a price hide cost: enter their prices.",
};

function whatToDo(snapshot: RuleSnapshot, { url }: Addressed): MailSection {
  const { rule, metric, contributors, change, pricedShare } = snapshot;
  const advice = ADVICE[rule.condition.kind === "no_data" ? "no_data" : metric.id];
  const top = contributors.values[0];
  const by = contributors.by && dimensionText(contributors.by);
  const name = top?.label ?? top?.value;
  const grew = top?.now != null && top.before != null && compare(top.now, top.before) > 0;
  const lines: MailLine[] = [];
  if (change === "resolved") lines.push(line("Nothing, if the cause is known. If not, look at the time it lasted."));
  else {
    if (grew && name && by) lines.push(line(`Look at ${by} ${name} first: it grew most.`));
    if (advice) lines.push(line(advice));
    if (metric.unit === "usd" && pricedShare != null && compare(pricedShare, "1") < 0)
      lines.push(
        line(`${formatRatio(subtract("1", pricedShare))} of requests have no price and are not in this figure.`, {
          label: "Add prices",
          href: `${url}/prices`,
        }),
      );
  }
  lines.push(line("If this is as wanted, change the rule's line.", { label: "Open the rule", href: `${url}/alerts/rules/${rule.id}` }));
  return { title: "What can be done", lines };
}

function smallPrint(snapshot: RuleSnapshot, addressed: Addressed): MailLine[] {
  const { rule, metric, scope, zone, asOf, dataThrough, pricedShare } = snapshot;
  const each = rule.each ? `, each ${dimensionText(rule.each)} by itself` : "";
  const through = dataThrough ? `data through ${momentBeside(dataThrough, asOf, zone)}` : "no data yet";
  const priced = metric.unit.startsWith("usd") && pricedShare != null ? ` ${formatRatio(pricedShare)} of requests are priced.` : "";
  return [
    line(
      `Rule: “${rule.name}” (${rule.severity}) tells when ${metric.label} of ${scopeText(scope) ?? "everything"}${each} is ${conditionText(snapshot)}.`,
    ),
    line(
      `Window: ${spanText(rule.windowMinutes)} to ${momentName(snapshot.at, zone)}, ${zone}. As of ${momentBeside(asOf, snapshot.at, zone)}, ${through}.${priced}`,
    ),
    line(becauseText(addressed.because, "rule", `${rule.owner} owns it.`)),
    muteText(`${addressed.url}/alerts/rules/${rule.id}`, "rule"),
  ];
}

function linkOf(snapshot: RuleSnapshot, url: string): MailContent["next"] {
  const { rule, metric, scope, subject, zone, at } = snapshot;
  if (rule.condition.kind === "no_data") return { label: "Open the sources", href: `${url}/sources` };
  const each = rule.each;
  const named =
    each && each !== "session" && subject !== ""
      ? [...scope.filter(({ dimension }) => dimension !== each), { dimension: each, values: [subject] }]
      : scope;
  const end = Date.parse(at);
  const period = { from: dayOf(end - rule.windowMinutes * 60_000, zone), to: addDays(dayOf(end - 1, zone), 1) };
  return { label: "See what drives it", href: pageLink(url, { scope: named, period }, pageOf(metric.id)) };
}

/** Everything the mail of a rule's event says, from the numbers as they were. */
export function ruleMail(snapshot: RuleSnapshot, addressed: Addressed): MailContent {
  const { rule, change } = snapshot;
  const figure = rule.condition.kind === "no_data" && change === "fired" ? "no data" : ruleValue(snapshot);
  const [why, usual] = [whyOf(snapshot), usualOf(snapshot)];
  return {
    subject: ruleSubject(snapshot),
    sentence: sentenceOf(snapshot),
    figure,
    figureNote: `${watchedText(snapshot)}${scopeText(snapshot.scope) ? ` · ${scopeText(snapshot.scope)}` : ""} · over ${spanText(rule.windowMinutes)} · ${rule.severity}${change === "resolved" ? ", resolved" : ""}`,
    chart: ruleChart(snapshot),
    sections: [...(why ? [why] : []), sinceOf(snapshot), ...(usual ? [usual] : []), whatToDo(snapshot, addressed)],
    next: linkOf(snapshot, addressed.url),
    actions: responses(change === "fired" ? addressed.links : { ...addressed.links, act: null }),
    small: smallPrint(snapshot, addressed),
  };
}
