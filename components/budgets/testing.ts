import type { StandingBudget } from "../../lib/budgets/budget";

/** A budget of $100 a month, $50 of it spent halfway through November 2026, with what a test says otherwise. */
export function someBudget({
  current,
  ...other
}: Partial<Omit<StandingBudget, "current">> & { current?: Partial<StandingBudget["current"]> } = {}): StandingBudget {
  return {
    id: "b1",
    name: "Support",
    metric: "cost",
    scope: [{ dimension: "feature", values: ["support-chat"] }],
    period: "month",
    amount: "100",
    thresholds: ["0.8", "1"],
    forecastThresholds: ["1"],
    parent: null,
    fallbackPrice: null,
    recipients: { roles: ["manager"], users: [], channels: [] },
    mutedUntil: null,
    createdBy: "eng@example.com",
    createdAt: "2026-10-01T08:00:00.000Z",
    archivedAt: null,
    about: { label: "Cost", unit: "usd", sum: true },
    allocation: null,
    ...other,
    current: {
      from: "2026-11-01",
      to: "2026-12-01",
      zone: "Europe/Berlin",
      spent: "50",
      share: "0.5",
      state: "under",
      pricedShare: "1",
      dataThrough: "2026-11-15T12:00:00.000Z",
      crossings: [],
      stale: null,
      daysLeft: 16,
      forecast: null,
      unpriced: null,
      ...current,
    },
  };
}

/** A forecast of $120, in 8 of 10 cases $110 to $135, with $45 expected by now. */
export const someForecast: NonNullable<StandingBudget["current"]["forecast"]> = {
  value: "120",
  low: "110",
  high: "135",
  expectedByNow: "45",
  error: "0.06",
  tested: 2,
  inside: 2,
  method: "weekday_hour",
  note: "From 76 days of history.",
  days: [],
};
