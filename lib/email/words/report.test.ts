import { describe, expect, test } from "vitest";
import type { MonthlyReport, WeeklyReport } from "../../reports/snapshot";
import { monthlyReport, weeklyReport } from "../testing-reports";
import { monthlyMail } from "./monthly";
import { reportTitle } from "./report";
import { movedText } from "./report-parts";
import { weeklyMail } from "./weekly";

const url = "https://permille.example.com";
const addressed = { because: "named", url, links: { open: `${url}/reports`, act: null } };
const week = (changes: Partial<WeeklyReport> = {}) => weeklyMail({ ...weeklyReport, ...changes }, addressed);
const month = (changes: Partial<MonthlyReport> = {}) => monthlyMail({ ...monthlyReport, ...changes }, addressed, true);
type Sections = ReturnType<typeof month>["sections"];
const section = (sections: Sections, title: string) => sections.find((each) => each.title === title);
const lines = (sections: Sections, title: string) => section(sections, title)?.lines.map(({ text }) => text);

test.each([
  ["100", "131", "up 31 %"],
  ["100", "101.24", "up 1.2 %"],
  ["100", "96", "down 4 %"],
  ["100", "100.01", "as before"],
  ["0", "5", "new"],
  ["0", "0", "as before"],
  [null, "5", null],
])("from %s to %s is %s", (before, now, text) => expect(movedText(before, now)).toBe(text));

describe("the subject says it all", () => {
  const nothing = { cost: null, requests: null, per1k: null };
  test.each([
    ["a week", weeklyReport, "AI cost last week: $12,480, up 31 % (16 to 22 November 2026)"],
    ["a first week", { ...weeklyReport, before: nothing }, "AI cost last week: $12,480 (16 to 22 November 2026)"],
    ["a week of which nothing is known", { ...weeklyReport, now: nothing }, "AI cost last week: unknown (16 to 22 November 2026)"],
    [
      "a week of one team",
      { ...weeklyReport, scope: [{ dimension: "team", values: ["search"] }] },
      "AI cost of team search last week: $12,480, up 31 % (16 to 22 November 2026)",
    ],
    ["a month", monthlyReport, "AI cost in October 2026: $48,210, up 31 %, billed $47,930"],
  ] as [string, WeeklyReport | MonthlyReport, string][])("%s", (_, report, title) => expect(reportTitle(report)).toBe(title));
});

test("a week: what moved, budgets, alerts and the month, in this order", () => {
  const { sections, sentence } = week();
  expect(sentence).toBe("AI cost was $12,480 in the week of 16 November, up 31 % from $9,530 the week before.");
  expect(sections.map(({ title }) => title)).toEqual(["What moved, by feature", "Budgets now", "Alerts", "Forecast of November"]);
  expect(lines(sections, "What moved, by feature")?.slice(1)).toEqual([
    "support-chat: $5,010.20 (up $1,910.20 from $3,100.00)",
    "Code review: $1,100.00 (down $800.50 from $1,900.50)",
    "triage: $640.00 (new)",
  ]);
  expect(section(sections, "Budgets now")?.table?.rows[2]).toEqual(["Research agent (quarter)", "unknown", "$20,000", "unknown", "—"]);
});

test("a month: the cents of each table add up to its total, by largest remainder", () => {
  const { sections } = month();
  const rows = (title: string) => section(sections, title)?.table?.rows.map((row) => row.slice(0, 2));
  expect(rows("By provider")).toEqual([
    ["OpenAI", "$30,100.01"],
    ["Anthropic", "$18,110.00"],
    ["Total", "$48,210.01"],
  ]);
  expect(rows("Showback by team")).toEqual([
    ["Support", "$21,010.34"],
    ["Search", "$15,200.33"],
    ["without a team", "$7,999.34"],
    ["all others", "$4,000.00"],
    ["Total", "$48,210.01"],
  ]);
});

describe("bills against metered cost", () => {
  const complete = (changes: Partial<MonthlyReport>) => lines(month(changes).sections, "How complete it is")?.slice(1);
  const [openai, anthropic] = monthlyReport.providers as [MonthlyReport["providers"][number], MonthlyReport["providers"][number]];

  test("all providers billed", () =>
    expect(complete({})).toEqual(["Providers billed $47,930.12, $279.89 less than the metered $48,210.01."]));
  test("a bill is held against its own provider only, and the missing one is named", () => {
    const changes = { billed: { now: "29940.12", before: null }, providers: [openai, { ...anthropic, billed: null }] };
    expect(complete(changes)).toEqual([
      "OpenAI billed $29,940.12, $159.88 less than the metered $30,100.00.",
      "No bill is in from Anthropic.",
    ]);
    expect(month(changes).subject).toBe("AI cost in October 2026: $48,210, up 31 %");
  });
  test("no bill at all", () =>
    expect(complete({ billed: { now: null, before: null }, providers: [{ ...openai, billed: null }] })).toEqual([
      "No provider bill is in for this month, so nothing is reconciled.",
    ]));
  test("to the cent", () =>
    expect(complete({ providers: [{ ...openai, billed: "30100.001" }] })).toEqual([
      "What providers billed, $30,100.00, is the metered cost to the cent.",
    ]));
});

describe("routing savings", () => {
  const { savings } = monthlyReport;
  const told = (changes: Partial<NonNullable<typeof savings>>) =>
    lines(month({ savings: savings && { ...savings, ...changes } }).sections, "Routing savings");

  test("net first, then what it is made of and what is not in it", () =>
    expect(told({})).toEqual([
      "Routing saved $6,930.50 net, 14.4 % of the cost (up $1,830.50 from $5,100.00).",
      "Gross $9,120.40 on 4,400,000 routed requests, less $1,210.15 for escalations, $300.00 for the router, $679.75 for failures.",
      "12 failures without a cost are not in it.",
    ]));
  test("a loss is called one", () =>
    expect(told({ net: "-450", netBefore: null, failures: "8060.25", uncosted: "0" })?.[0]).toBe(
      "Routing lost $450.00 net, 0.9 % of the cost.",
    ));
  test("without outcomes it says so, and a cost of nothing is left out", () =>
    expect(told({ failures: null, escalations: "0", router: null, routedRequests: "1", net: "9120.4", netBefore: "0" })).toEqual([
      "Routing saved $9,120.40 net, 18.9 % of the cost.",
      "Gross $9,120.40 on 1 routed request.",
      "What failures cost is not in it: nobody told of them, or what they cost.",
    ]));
  test("a week has them too, between budgets and alerts, and links to the page of that week", () => {
    const { sections } = week({ savings });
    expect(sections.map(({ title }) => title).slice(1, 4)).toEqual(["Budgets now", "Routing savings", "Alerts"]);
    expect(section(sections, "Routing savings")?.lines[0]?.links).toEqual([
      { label: "Routing", href: `${url}/routing?from=2026-11-16&to=2026-11-23` },
    ]);
  });
});

describe("GPUs", () => {
  const { gpus } = monthlyReport;
  const told = (changes: Partial<NonNullable<typeof gpus>>) => lines(month({ gpus: gpus && { ...gpus, ...changes } }).sections, "GPUs");

  test("how busy, at which tensor activity, what it cost and what of it was idle", () =>
    expect(told({})).toEqual([
      "96 GPUs were 41.2 % busy, at 11.8 % tensor activity, and cost $5,240.40, apart from the cost of calls.",
      "Idle time cost $2,140.10, 40.8 % of it (up $340.10 from $1,800.00); $1,365.00 of it in whole idle hours, which could have been given back.",
    ]));
  test("without a rate the hours are told, and that their cost is unknown", () =>
    expect(told({ cost: null, idleCost: null, releasableCost: null, idleCostBefore: null, tensor: null })).toEqual([
      "96 GPUs were 41.2 % busy; 40 % of their hours were idle.",
      "What they cost is unknown: no rate is set.",
    ]));
  test("one GPU that never idled", () =>
    expect(told({ gpus: "1", idleCost: "0" })).toEqual([
      "1 GPU was 41.2 % busy, at 11.8 % tensor activity, and cost $5,240.40, apart from the cost of calls.",
      "None of it was idle.",
    ]));
});

test("what is absent is left out, not shown as zero", () => {
  const { sections, small } = monthlyMail(
    { ...monthlyReport, savings: null, gpus: null, budgets: [], change: null, providers: [] },
    addressed,
    false,
  );
  expect(sections.map(({ title }) => title)).toEqual(["Showback by team", "Forecast of November", "Alerts", "How complete it is"]);
  expect(small.some(({ text }) => text.startsWith("Attached"))).toBe(false);
});
