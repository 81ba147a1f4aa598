import { describe, expect, test } from "vitest";
import type { BudgetSnapshot } from "../budgets/snapshot";
import { renderBudgetAlert } from "./budget-alert";
import { budgetAlertSubject, budgetAlertWords } from "./budget-alert-words";

const costs = [
  "120",
  "131",
  "118",
  "97",
  "88",
  "142",
  "150",
  "149",
  "160",
  "155",
  "102",
  "96",
  "171",
  "190",
  "220",
  null,
  "262",
  "289",
  "300",
  "412",
  "398",
];

/** 83 % of $5,000 on 21 November, with one day unknown and one that still runs. */
const snapshot: BudgetSnapshot = {
  kind: "budget",
  basis: "actual",
  forecast: null,
  change: null,
  budget: { id: "7b0c", name: "Support chat", createdBy: "eng@example.com" },
  metric: "cost",
  scope: [{ dimension: "feature", values: ["support-chat"] }],
  period: { kind: "month", from: "2026-11-01", to: "2026-12-01", zone: "Europe/Berlin" },
  asOf: "2026-11-21T08:05:00.000Z",
  closed: false,
  amount: "5000",
  spent: "4150.49",
  share: "0.830098",
  threshold: "0.8",
  line: "4000",
  superseded: [],
  crossedOn: "2026-11-20",
  pricedShare: "0.972",
  dataThrough: "2026-11-21T08:02:00.000Z",
  series: {
    grain: "day",
    buckets: costs.map((cost, i) => ({ key: `2026-11-${String(i + 1).padStart(2, "0")}`, cost, partial: i === 20 })),
  },
  previous: { from: "2026-10-01", to: "2026-10-21T10:05:00+02:00", cost: "2920" },
  contributors: {
    by: "model",
    values: [
      { value: "gpt-4o", label: null, cost: "2900.1", before: "1700" },
      { value: "claude-sonnet-4", label: "Claude Sonnet 4", cost: "900", before: "0" },
      { value: null, label: null, cost: "350.39", before: "420.5" },
    ],
  },
};
const addressed = { because: "role:manager", url: "https://permille.example.com" };
const words = (changes: Partial<BudgetSnapshot> = {}) => budgetAlertWords({ ...snapshot, ...changes }, addressed);

describe("the words of a budget mail", () => {
  test("at 83 % on 21 November", () => {
    const { chart, small, ...rest } = words();
    expect(rest).toEqual({
      subject: "AI budget “Support chat” at 83 % on 21 November: $4,150 of $5,000",
      sentence: "“Support chat” has used 83 % of its November budget: $4,150 of $5,000, with 9 days of the month left.",
      figure: "$4,150",
      figureNote: "of $5,000 · 83 % · $850 left",
      whyTitle: "What changed by model, against the same days of October",
      why: [
        "gpt-4o: $2,900.10 (up $1,200.10 from $1,700.00)",
        "Claude Sonnet 4: $900.00 (new)",
        "without a model: $350.39 (down $70.11 from $420.50)",
      ],
      next: {
        label: "See what drives the cost",
        href: "https://permille.example.com/?from=2026-11-01&to=2026-12-01&where=feature%3Dsupport-chat",
      },
    });
    expect(chart).toMatchObject({
      title: "Cost by day",
      first: "1 November",
      last: "21 November, so far",
      caption: "80 % ($4,000) was reached on 20 November. Highest day: 20 November, $412.",
    });
    expect(chart.bars[15]).toEqual({ label: "16 November: unknown", height: null, partial: false, after: false });
    expect(chart.bars[20]).toMatchObject({ label: "21 November: $398 so far", partial: true, after: true });
    expect(small).toEqual([
      "Rule: metered cost of feature support-chat reaches 80 % of $5,000.00 in a calendar month. Each threshold tells once a month.",
      "Window: 1 to 30 November 2026, Europe/Berlin. As of 21 November 2026, 09:05, data through 21 November 2026, 09:02. 97.2 % of requests are priced; the others are not in this figure, so the true cost is higher.",
      "You get this because the budget tells everyone with the role manager. eng@example.com set it; engineers and admins can change it at https://permille.example.com/budgets",
    ]);
  });

  test.each([
    [
      "exactly at the amount",
      { spent: "5000", share: "1", threshold: "1" },
      "“Support chat” has reached its November budget: $5,000 of $5,000, with 9 days of the month left.",
    ],
    [
      "over it",
      { spent: "5200", share: "1.04", threshold: "1" },
      "“Support chat” is over its November budget: $5,200 of $5,000, with 9 days of the month left.",
    ],
    [
      "late data in a closed month",
      { spent: "5200", share: "1.04", closed: true },
      "“Support chat” went over its November budget: data that came late puts it at $5,200 of $5,000.",
    ],
    [
      "late data at 83 % of a closed month",
      { closed: true },
      "“Support chat” used 83 % of its November budget: data that came late puts it at $4,150 of $5,000.",
    ],
    [
      "on the last day but one",
      { asOf: "2026-11-29T08:00:00.000Z" },
      "“Support chat” has used 83 % of its November budget: $4,150 of $5,000, with 1 day of the month left.",
    ],
  ])("%s", (_, changes, sentence) => expect(words(changes).sentence).toBe(sentence));

  test("$4,999.60 of $5,000 is 99 %, and neither figure is rounded into the other", () => {
    expect(budgetAlertSubject({ ...snapshot, spent: "4999.6", share: "0.99992" })).toBe(
      "AI budget “Support chat” at 99 % on 21 November: $4,999.60 of $5,000.00",
    );
  });
  test("without anything to compare with, parts are shares of the total", () => {
    const values = snapshot.contributors.values.map((value) => ({ ...value, before: null }));
    const { whyTitle, why } = words({ previous: { ...snapshot.previous, cost: null }, contributors: { by: "model", values } });
    expect([whyTitle, why[0]]).toEqual(["Where it went, by model", "gpt-4o: $2,900.10, 69.9 % of the total"]);
  });
  test("80 % and 100 % reached at once are both named", () => {
    expect(words({ threshold: "1", superseded: ["0.8"] }).small[0]).toMatch(
      /80 % was reached at the same time; this mail stands for both\.$/,
    );
  });
});

describe("the rendered mail", () => {
  test("holds no image, script or outside style, and stays under the 102 KB that Gmail cuts at", async () => {
    const { html } = await renderBudgetAlert(snapshot, addressed);
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/);
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  });
  test("escapes what people named", async () => {
    const { html } = await renderBudgetAlert({ ...snapshot, budget: { ...snapshot.budget, name: "<b>R&D</b>" } }, addressed);
    expect(html).toContain("&lt;b&gt;R&amp;D&lt;/b&gt;");
  });
  test("its text twin says the same in the same order", async () => {
    const { text } = await renderBudgetAlert(snapshot, addressed);
    expect(text).toBe(`“Support chat” has used 83 % of its November budget: $4,150 of $5,000,
with 9 days of the month left.

$4,150
of $5,000 · 83 % · $850 left

Cost by day
▃▃▃▂▂▃▃▃▄▄▂▂▄▄▅ ▆▆▆██
1 November to 21 November, so far
80 % ($4,000) was reached on 20 November. Highest day: 20 November,
$412.

What changed by model, against the same days of October:
- gpt-4o: $2,900.10 (up $1,200.10 from $1,700.00)
- Claude Sonnet 4: $900.00 (new)
- without a model: $350.39 (down $70.11 from $420.50)

See what drives the cost:
https://permille.example.com/?from=2026-11-01&to=2026-12-01&where=feature%3Dsupport-chat

-- 
Rule: metered cost of feature support-chat reaches 80 % of $5,000.00 in
a calendar month. Each threshold tells once a month.

Window: 1 to 30 November 2026, Europe/Berlin. As of 21 November 2026,
09:05, data through 21 November 2026, 09:02. 97.2 % of requests are
priced; the others are not in this figure, so the true cost is higher.

You get this because the budget tells everyone with the role manager.
eng@example.com set it; engineers and admins can change it at
https://permille.example.com/budgets
`);
  });
});
