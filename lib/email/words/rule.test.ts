import { describe, expect, test } from "vitest";
import type { RuleSnapshot } from "../../rules/snapshot";
import { anomalySnapshot, resolvedSnapshot, ruleSnapshot, silentSnapshot } from "../testing-snapshots";
import { digestWords } from "./digest";
import { ruleMail, ruleSubject } from "./rule";

const url = "https://permille.example.com";
const addressed = { because: "named", url, links: { open: `${url}/alerts/0b5c`, act: `${url}/alerts/act?token=t` } };
const mail = (snapshot: RuleSnapshot) => ruleMail(snapshot, addressed);
const changed = (changes: Partial<RuleSnapshot["rule"]>, more: Partial<RuleSnapshot> = {}): RuleSnapshot => ({
  ...anomalySnapshot,
  ...more,
  rule: { ...anomalySnapshot.rule, ...changes },
});

const gone: RuleSnapshot = {
  ...silentSnapshot,
  change: "resolved",
  rule: { ...silentSnapshot.rule, name: "A host's GPU exporter is silent", each: "host" },
  metric: { id: "gpus", label: "GPUs", unit: "count" },
  subject: "gpu-lab-01",
  subjectLabel: null,
  since: "2026-10-22T06:00:00.000Z",
  at: "2026-11-21T06:00:00.000Z",
};

describe("the subject says it all", () => {
  test.each([
    ["above", ruleSnapshot, "Critical: Error rate of support-chat is 7.2 % over 1 hour, above 5 % (Errors by feature)"],
    ["resolved", resolvedSnapshot, "Resolved: Error rate of support-chat is back at 1.2 % after 5 hours (Errors by feature)"],
    ["anomaly", anomalySnapshot, "Cost is $41.20 over 1 hour; usual at this hour is between $6.00 and $18.50 (Unusual cost)"],
    ["no data", silentSnapshot, "LiteLLM prod has brought no record for 6 hours (Late source)"],
    [
      "no data, over",
      { ...silentSnapshot, change: "resolved", value: "3", at: "2026-11-21T14:00:00.000Z" },
      "Resolved: LiteLLM prod brings records again after 8 hours (Late source)",
    ],
    ["no data, gone for good", gone, "Resolved: gpu-lab-01 counts as gone, nothing came for 30 days (A host's GPU exporter is silent)"],
    [
      "below",
      changed(
        { name: "Cache", condition: { kind: "below", value: "0.3" } },
        { metric: { id: "cache_hit_rate", label: "Cache hit rate", unit: "ratio" }, value: "0.21" },
      ),
      "Cache hit rate is 21 % over 1 hour, below 30 % (Cache)",
    ],
    [
      "up against the hour before",
      changed({ name: "Jump", condition: { kind: "change", against: "previous", direction: "up", by: "0.5" } }, { usual: "20" }),
      "Cost is up 106 % on the hour before: $41.20, from $20.00 (Jump)",
    ],
    [
      "down against a week before",
      changed(
        { name: "Drop", windowMinutes: 1440, condition: { kind: "change", against: "same_weekday", direction: "down", by: "0.5" } },
        { usual: "100" },
      ),
      "Cost is down 58.8 % on the same time a week before: $41.20, from $100 (Drop)",
    ],
    [
      "an hour that is usually free",
      changed({ each: "feature" }, { subject: "research-agent", value: "91.555266", low: null, high: "0", usual: "0" }),
      "Cost of research-agent is $91.56 over 1 hour; usual at this hour is 0 (Unusual cost)",
    ],
    [
      "an hour that usually costs 0.04 cents",
      changed({ each: "feature" }, { subject: "research-agent", value: "91.555266", low: null, high: "0.001", usual: "0.0004" }),
      "Cost of research-agent is $91.56 over 1 hour; usual at this hour is about $0.0004 (Unusual cost)",
    ],
    [
      "back at nothing",
      changed({}, { change: "resolved", value: "0", usual: "0", high: "0" }),
      "Resolved: Cost is back at 0 after 1 minute (Unusual cost)",
    ],
    [
      "calls without a key",
      changed({ each: "api_key", windowMinutes: 5, condition: { kind: "above", value: "10" }, name: "Loops" }),
      "Cost without an API key is $41.20 over 5 minutes, above $10.00 (Loops)",
    ],
  ] as [string, RuleSnapshot, string][])("%s", (_, snapshot, subject) => expect(ruleSubject(snapshot)).toBe(subject));
});

describe("the rest of the mail", () => {
  test("an alert names why, since when, what is usual and what can be done", () => {
    const { sections, figure, figureNote } = mail(ruleSnapshot);
    expect([figure, figureNote]).toEqual(["7.2 %", "Error rate of support-chat · environment production · over 1 hour · critical"]);
    expect(sections.map(({ title, lines }) => [title, ...lines.map(({ text }) => text)])).toEqual([
      ["Why, by model", "gpt-4o: 9.4 % (up from 1.1 %)", "gpt-4o-mini: 1.2 % (as before)"],
      ["Since when", "21 November 2026, 07:00, 2 hours before this was told; the rule waits 2 hours."],
      ["What is usual", "Usual or before: 1.1 %. It tells above 5 %."],
      [
        "What can be done",
        "Look at model gpt-4o first: it grew most.",
        "Failed calls are retried and paid for: look at their error classes.",
        "If this is as wanted, change the rule's line.",
      ],
    ]);
  });
  test("a rule that looks up only tells above its band", () =>
    expect(mail(anomalySnapshot).sections.find(({ title }) => title === "What is usual")?.lines[0]?.text).toBe(
      "Usual or before: $11.00. It tells above $18.50.",
    ));
  test("the button leads to the one that it is about, on those days", () => {
    expect(mail(ruleSnapshot).next.href).toBe(
      `${url}/?from=2026-11-21&to=2026-11-22&where=environment%3Dproduction&where=feature%3Dsupport-chat`,
    );
    expect(mail(silentSnapshot).next).toEqual({ label: "Open the sources", href: `${url}/sources` });
  });
  test("what is over can be opened, and needs no answer", () =>
    expect(mail(resolvedSnapshot).actions.map(({ label }) => label)).toEqual(["Open the alert"]));
  test("a date stands once: told of one day from 07:00 to 12:00, of two with both", () => {
    const since = (snapshot: RuleSnapshot) => mail(snapshot).sections.find(({ title }) => title === "Since when")?.lines[0]?.text;
    expect(since(resolvedSnapshot)).toBe("It lasted from 21 November 2026, 07:00 to 12:00.");
    expect(since({ ...resolvedSnapshot, at: "2026-11-22T06:00:00.000Z" })).toBe(
      "It lasted from 21 November 2026, 07:00 to 22 November 2026, 07:00.",
    );
  });
  test("small print names the rule and its owner", () =>
    expect(mail(ruleSnapshot).small.map(({ text }) => text)).toEqual([
      "Rule: “Errors by feature” (critical) tells when Error rate of environment production, each feature by itself is above 5 % over 1 hour, for at least 2 hours.",
      "Window: 1 hour to 21 November 2026, 09:00, Europe/Berlin. As of 09:01, data through 09:00.",
      "You get this because the rule names you. eng@example.com owns it.",
      "Engineers and admins can change or mute this rule.",
    ]));
  test("the chart has a line for what is allowed, a band for what is usual, and a dot at the end", () => {
    expect(mail(ruleSnapshot).chart?.picture).toMatchObject({ kind: "line", lines: [{ at: 0.05, look: "solid" }], mark: 32 });
    const { picture } = mail(anomalySnapshot).chart ?? {};
    expect([picture?.lines, picture?.points.every(({ low, high }) => low != null && high != null)]).toEqual([[], true]);
    expect(mail({ ...ruleSnapshot, series: { grain: "hour", points: [] } }).chart).toBeNull();
  });
});

test("a digest tells the gravest first, each with its own links", () => {
  const parts = [anomalySnapshot, ruleSnapshot, silentSnapshot].map((snapshot) => ({
    content: mail(snapshot),
    critical: snapshot.rule.severity === "critical",
  }));
  const digest = digestWords(parts, url);
  expect(digest.subject).toBe(
    "3 alerts: Critical: Error rate of support-chat is 7.2 % over 1 hour, above 5 % (Errors by feature), and 2 more",
  );
  expect(digest.sections.map(({ title }) => title)).toEqual([ruleSnapshot, anomalySnapshot, silentSnapshot].map(ruleSubject));
  expect(digest.sections[0]?.lines.at(-1)?.links.map(({ label }) => label)).toEqual([
    "See what drives it",
    "Acknowledge or let it rest",
    "Open the alert",
  ]);
});
