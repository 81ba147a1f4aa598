import type { AppQuery } from "./app-query";
import { callQueries } from "./call-lists";
import { deliveryQueries } from "./delivery";
import { metricQueries } from "./metric-questions";
import { overviewQueries } from "./overview";
import { pageQueries } from "./pages";
import { reportQueries } from "./reports";
import { whyQueries } from "./why";

/** Every query the app sends, by name. docs/queries.md is written from it. */
export const queries: readonly AppQuery[] = [
  ...overviewQueries,
  ...metricQueries,
  ...callQueries,
  ...whyQueries,
  ...pageQueries,
  ...deliveryQueries,
  ...reportQueries,
];
