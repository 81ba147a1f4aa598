import { readWatching } from "../alerts";
import type { AppQuery } from "./app-query";

/** What the pages of alerts ask beside what the API of events and rules does. */
export const alertPageQueries: readonly AppQuery[] = [
  { name: "alerts: what watches", answers: "how many rules and budgets there are, and since when", ask: ({ sql }) => readWatching(sql) },
];
