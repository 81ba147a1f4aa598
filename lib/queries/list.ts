import { alertPageQueries } from "./alert-pages";
import type { AppQuery } from "./app-query";
import { budgetScreenQueries } from "./budget-screens";
import { callQueries } from "./call-lists";
import { deliveryQueries } from "./delivery";
import { gpuQueries } from "./gpu";
import { gpuHeatQueries } from "./gpu-heat";
import { gpuPageQueries } from "./gpu-page";
import { metricQueries } from "./metric-questions";
import { overviewQueries } from "./overview";
import { pageQueries } from "./pages";
import { reportQueries } from "./reports";
import { routingQueries } from "./routing";
import { ruleQueries } from "./rules";
import { selfHostingQueries } from "./self-hosting";
import { whyQueries } from "./why";

/** Every query the app sends, by name. docs/queries.md is written from it. */
export const queries: readonly AppQuery[] = [
  ...overviewQueries,
  ...metricQueries,
  ...callQueries,
  ...routingQueries,
  ...gpuQueries,
  ...gpuPageQueries,
  ...gpuHeatQueries,
  ...selfHostingQueries,
  ...whyQueries,
  ...pageQueries,
  ...budgetScreenQueries,
  ...ruleQueries,
  ...alertPageQueries,
  ...deliveryQueries,
  ...reportQueries,
];
