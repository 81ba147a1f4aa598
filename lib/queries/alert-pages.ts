import { countOpenEvents, readWatching } from "../alerts";
import type { AppQuery } from "./app-query";

/** What the pages of alerts ask beside what the API of events and rules does. */
export const alertPageQueries: readonly AppQuery[] = [
  {
    name: "every page: open alerts",
    answers: "how many alerts nobody took yet",
    ask: ({ sql, now }) => countOpenEvents(sql, new Date(now)),
  },
  { name: "alerts: what watches", answers: "how many rules and budgets there are, and since when", ask: ({ sql }) => readWatching(sql) },
];
