import { describe, expect, test } from "vitest";
import type { BudgetSnapshot } from "../../budgets/snapshot";
import type { MailContent } from "../content";
import { mailText } from "../mail-text";
import { budgetSnapshot, forecastSnapshot } from "../testing-snapshots";
import { budgetMail, budgetSubject } from "./budget";

const url = "https://permille.example.com";
const addressed = { because: "role:manager", url, links: { open: `${url}/alerts/0b5c`, act: `${url}/alerts/act?token=t` } };
const mail = (changes: Partial<BudgetSnapshot> = {}): MailContent => budgetMail({ ...budgetSnapshot, ...changes }, addressed);
const section = (content: MailContent, title: string) =>
  content.sections.find((each) => each.title.startsWith(title))?.lines.map(({ text }) => text) ?? null;
const over = { spent: "5200", share: "1.04", threshold: "1", line: "5000" };

describe("the subject says it all", () => {
  test.each([
    ["83 %", {}, "Support chat is at 83 % of its November budget: $4,150 of $5,000, 10 days left"],
    ["104 %", over, "Support chat is at 104 % of its November budget: $5,200 of $5,000, 10 days left"],
    [
      "the last day",
      { asOf: "2026-11-30T08:00:00.000Z" },
      "Support chat is at 83 % of its November budget: $4,150 of $5,000, on its last day",
    ],
    [
      "a forecast",
      forecastSnapshot,
      "Support chat is heading for 109 % of its November budget: $5,450 of $5,000 by forecast, 17 days left",
    ],
    [
      "a closed month",
      { ...over, closed: true },
      "Support chat ended at 104 % of its November budget: $5,200 of $5,000, by data that came late",
    ],
    [
      "$4,999.60, not rounded into its amount",
      { spent: "4999.6", share: "0.99992" },
      "Support chat is at 99 % of its November budget: $4,999.60 of $5,000.00, 10 days left",
    ],
    [
      "a day",
      { period: { ...budgetSnapshot.period, kind: "day" as const, from: "2026-11-21", to: "2026-11-22" } },
      "Support chat is at 83 % of its daily budget: $4,150 of $5,000, 21 November",
    ],
    [
      "a quarter of requests",
      {
        metric: "requests",
        amount: "1000000",
        spent: "1040000",
        share: "1.04",
        period: { ...budgetSnapshot.period, kind: "quarter" as const, from: "2026-10-01", to: "2027-01-01" },
      },
      "Support chat is at 104 % of its fourth-quarter limit: 1.04 M of 1 M requests, 41 days left",
    ],
    [
      "a price per thousand",
      { metric: "cost_per_1k_requests", amount: "5", spent: "5.2", share: "1.04", forecast: null },
      "Support chat is at 104 % of its November limit: $5.20 of $5.00 (cost per 1,000 requests), 10 days left",
    ],
  ])("%s", (_, changes, subject) => expect(budgetSubject({ ...budgetSnapshot, ...changes })).toBe(subject));
});

describe("the sentence", () => {
  test.each([
    [
      "83 %, with a forecast",
      {},
      "Support chat has used 83 % of its November budget: $4,150 of $5,000, with 10 days left. At this pace it ends at $6,020.",
    ],
    [
      "exactly the amount, without one",
      { spent: "5000", share: "1", threshold: "1", forecast: null },
      "Support chat has reached its November budget: $5,000 of $5,000, with 10 days left.",
    ],
    ["over it", { ...over, forecast: null }, "Support chat is over its November budget: $5,200 of $5,000, with 10 days left."],
    [
      "over by forecast",
      forecastSnapshot,
      "Support chat is on course to go over its November budget: $5,450 of $5,000 by 30 November, $1,869 so far.",
    ],
    [
      "late data",
      { ...over, closed: true },
      "Support chat went over its November budget: data that came late puts it at $5,200 of $5,000.",
    ],
  ])("%s", (_, changes, sentence) => expect(mail(changes).sentence).toBe(sentence));
});

describe("the rest of the mail", () => {
  test("one figure and its note", () => {
    expect([mail().figure, mail().figureNote]).toEqual(["$4,150", "of $5,000 · 83 % · $850 left"]);
    expect(mail(over).figureNote).toBe("of $5,000 · 104 % · $200 over");
    expect(mail(forecastSnapshot).figureNote).toBe("forecast, of $5,000 · 109 % · $450 over");
  });

  test("why: the change in one sentence, then the three parts that made it", () =>
    expect(section(mail(), "What changed by model, against the same days of October")).toEqual([
      "+$1,230 (+42 %): 78 % from longer context in support-chat.",
      "gpt-4o: $2,900.10 (up $1,200.10 from $1,700.00)",
      "Claude Sonnet 4: $900.00 (new)",
      "without a model: $350.39 (down $70.11 from $420.50)",
    ]));

  test("without a sentence the total stands for it; without anything to compare with, shares of the total", () => {
    expect(section(mail({ change: null }), "What changed")?.[0]).toBe("In all: $4,150.49 (up $1,230.49 from $2,920.00).");
    const values = budgetSnapshot.contributors.values.map((value) => ({ ...value, before: null }));
    const alone = mail({ change: null, previous: { ...budgetSnapshot.previous, cost: null }, contributors: { by: "model", values } });
    expect(section(alone, "Where it went, by model")?.[0]).toBe("gpt-4o: $2,900.10, 69.9 % of the total");
    expect(
      section(mail({ change: null, previous: { ...budgetSnapshot.previous, cost: null }, contributors: { by: null, values: [] } }), "Why"),
    ).toEqual(["The calls name no feature, model, team or project, so the cost can't be split."]);
  });

  test("since when", () => {
    expect(section(mail(), "Since when")).toEqual(["80 % ($4,000) was reached on 20 November."]);
    expect(section(mail({ threshold: "1", line: "5000", superseded: ["0.8"] }), "Since when")?.[0]).toMatch(
      /80 % was reached at the same time; this mail stands for both\.$/,
    );
    expect(section(mail(forecastSnapshot), "Since when")).toEqual([
      "The forecast first reached 100 % ($5,000) on 14 November 2026, 10:00.",
    ]);
  });

  test("the forecast with its interval; said where there is none, left out once the month is over", () => {
    expect(section(mail(), "Forecast")).toEqual([
      "$6,020 by the end of 30 November, 120.4 % of the budget. 8 times in 10 it ends between $5,700 and $6,400.",
    ]);
    expect(section(mail({ forecast: null }), "Forecast")).toEqual(["There is no forecast: the history is too short for one."]);
    expect(section(mail({ closed: true }), "Forecast")).toBeNull();
  });

  test("what can be done: $849.51 for 9 days is $94.39 a day, after 21 days at $198", () => {
    expect(section(mail(), "What can be done")).toEqual([
      "To end within $5,000, the 9 days after today may take $94.39 a day; so far it was $198 a day.",
      "Look at model gpt-4o first: it grew most.",
      "2.8 % of requests have no price and are not in this figure.",
      "If this is wanted, change the amount or its thresholds.",
    ]);
    expect(section(mail(over), "What can be done")?.[0]).toBe("Look at model gpt-4o first: it grew most.");
  });

  test("the button leads to the same scope and days; the link that acts is left out where there is none", () => {
    expect(mail().next.href).toBe(`${url}/?from=2026-11-01&to=2026-12-01&where=feature%3Dsupport-chat`);
    expect(mail().actions.map(({ label }) => label)).toEqual(["Acknowledge or let it rest", "Open the alert"]);
    const without = budgetMail(budgetSnapshot, { ...addressed, links: { open: `${url}/alerts/0b5c`, act: null } });
    expect(without.actions.map(({ label }) => label)).toEqual(["Open the alert"]);
  });

  test("small print: rule, window, zone, why you get this, mute", () =>
    expect(mail().small.map(({ text }) => text)).toEqual([
      "Rule: metered cost of feature support-chat reaches 80 % of $5,000.00 in a calendar month. Each threshold tells once a month.",
      "Window: 1 to 30 November 2026, Europe/Berlin. As of 21 November 2026, 09:05, data through 09:02. 97.2 % of requests are priced; the others are not in this figure, so the true cost is higher.",
      "You get this because the budget tells everyone with the role manager. eng@example.com set it.",
      "Engineers and admins can change or mute this budget.",
    ]));
});

describe("the chart", () => {
  test("adds the days up to the lines, leaves a gap for the unknown day, and rises to the forecast in 9 stripes", () => {
    const { picture, first, last, alt } = mail().chart ?? {};
    expect(picture?.points.slice(0, 3).map(({ value }) => value)).toEqual([120, 251, 369]);
    expect(picture?.points[15]).toEqual({ value: null, look: "plain" });
    expect(picture?.points.slice(19, 22).map(({ look }) => look)).toEqual(["strong", "partial", "forecast"]);
    expect([picture?.points.length, picture?.points.at(-1)?.value, picture?.interval]).toEqual([30, 6020, { low: 5700, high: 6400 }]);
    expect(picture?.lines).toEqual([
      { at: 5000, look: "solid" },
      { at: 4000, look: "dashed" },
    ]);
    expect([first, last]).toEqual(["1 November", "30 November"]);
    expect(alt).toBe(
      "Chart: spend reaches $4,150 of $5,000 by 21 November. Highest day: 20 November, $412. The forecast ends at $6,020 on 30 November.",
    );
  });
  test("a day that has begun without a record is still to come: 10 stripes rise from the day before, without a gap", () => {
    const { grain, buckets } = budgetSnapshot.series;
    const begun = buckets.map((bucket) => (bucket.partial ? { ...bucket, cost: null } : bucket));
    const { picture, alt } = mail({ series: { grain, buckets: begun } }).chart ?? {};
    expect(picture?.points.slice(19).map(({ look }) => look)).toEqual(["strong", ...Array.from({ length: 10 }, () => "forecast")]);
    expect(picture?.points.slice(20).every(({ value }) => value != null)).toBe(true);
    expect(alt).toContain("by 20 November");
  });
  test("an average is not added up", () => {
    const chart = mail({ metric: "cost_per_1k_requests", forecast: null }).chart;
    expect(chart?.title).toBe("Cost per 1,000 requests by day");
    expect(chart?.picture.points.slice(0, 2).map(({ value }) => value)).toEqual([120, 131]);
  });
});

test("as plain text", () =>
  expect(mailText(mail())).toBe(`‰ Permille

Support chat has used 83 % of its November budget: $4,150 of $5,000,
with 10 days left. At this pace it ends at $6,020.

$4,150
of $5,000 · 83 % · $850 left

Spent by day, added up
▁▁▁▁▁▁▂▂▂▂▂▃▃▃▃ ▄▄▄▅▅|▆▇▇▇▇████
1 November to 30 November
Line: $5,000, the budget. Dashed: $4,000, 80 % of it. Dark: since 20
November. Striped: forecast, with its interval at the end. Highest day:
20 November, $412.
Chart: spend reaches $4,150 of $5,000 by 21 November. Highest day: 20
November, $412. The forecast ends at $6,020 on 30 November.

What changed by model, against the same days of October:
- +$1,230 (+42 %): 78 % from longer context in support-chat.
- gpt-4o: $2,900.10 (up $1,200.10 from $1,700.00)
- Claude Sonnet 4: $900.00 (new)
- without a model: $350.39 (down $70.11 from $420.50)

Since when:
- 80 % ($4,000) was reached on 20 November.

Forecast:
- $6,020 by the end of 30 November, 120.4 % of the budget. 8 times in 10
  it ends between $5,700 and $6,400.

What can be done:
- To end within $5,000, the 9 days after today may take $94.39 a day; so
  far it was $198 a day.
- Look at model gpt-4o first: it grew most.
- 2.8 % of requests have no price and are not in this figure.
  Add prices: https://permille.example.com/prices
- If this is wanted, change the amount or its thresholds.
  Open the budget: https://permille.example.com/budgets/7b0c

See what drives the cost:
https://permille.example.com/?from=2026-11-01&to=2026-12-01&where=feature%3Dsupport-chat

Acknowledge or let it rest:
https://permille.example.com/alerts/act?token=t

Open the alert:
https://permille.example.com/alerts/0b5c

-- 
Rule: metered cost of feature support-chat reaches 80 % of $5,000.00 in
a calendar month. Each threshold tells once a month.

Window: 1 to 30 November 2026, Europe/Berlin. As of 21 November 2026,
09:05, data through 09:02. 97.2 % of requests are priced; the others are
not in this figure, so the true cost is higher.

You get this because the budget tells everyone with the role manager.
eng@example.com set it.

Engineers and admins can change or mute this budget.
Open the budget: https://permille.example.com/budgets/7b0c
`));
