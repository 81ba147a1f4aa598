import { readForecastInputs } from "../budgets";
import { isAppError } from "../errors";
import { makeForecast } from "../forecast";
import { periodAt } from "../time";
import { changeSentence } from "../why";
import type { ReportParts } from "./report-parts";

/** What this instance has. A sentence that would read too much is left out: a report is worth more than one line of it. */
export const standardParts: ReportParts = {
  async changeSentence(sql, asked, at) {
    try {
      return await changeSentence(sql, asked, at);
    } catch (error) {
      if (isAppError(error) && (error.code === "limit" || error.code === "invalid")) return null;
      throw error;
    }
  },
  async forecastMonth(sql, { scope, zone, spent, dataThrough }, { now }) {
    const budget = { metric: "cost", scope, fallbackPrice: null, period: "month" as const, amount: null };
    const reading = { spent, pricedShare: null, dataThrough, unpriced: null };
    const [input] = await readForecastInputs(sql, [{ budget, period: periodAt("month", now, zone), reading }], { now, zone });
    const forecast = input ? makeForecast(input) : null;
    return forecast && { value: forecast.value, low: forecast.low, high: forecast.high };
  },
};
