import { addDays, dayOf } from "../time";
import { changeSentence, explainChange, type WhyInput } from "../why";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

/** 30 days and the 30 before them. */
const MONTHS = 3;

const why = (name: string, answers: string, where: WhyInput["where"], { days = 30, contributors = false } = {}): AppQuery => ({
  name: `why: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return explainChange(sql, { after: { from: addDays(to, -days), to }, where }, { now, contributors });
  },
  months: MONTHS,
});

/** What `GET /api/v1/why`, the page Why, the CLI and mails ask. */
export const whyQueries: readonly AppQuery[] = [
  why("all", "why cost changed, and the values of each dimension that changed most", [], { contributors: true }),
  {
    name: "why: sentence",
    answers: "the same in one sentence",
    ask: ({ sql, now }) => changeSentence(sql, { after: {} }, { now }),
    months: MONTHS,
  },
  why("one feature", "why the cost of one feature changed", "feature=feature-7"),
  why("one model", "why the cost of one model changed", "model=model-3"),
  why("one key", "why the cost of one key changed: from calls, since no rollup holds it by feature and model", "api_key=key-7", {
    days: 3,
  }),
];
