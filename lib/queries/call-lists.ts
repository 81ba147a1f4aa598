import { getRequest, listRequests, REQUEST_LISTS, type RequestQuery } from "../metrics";
import { addDays, dayOf } from "../time";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const list = (name: string, answers: string, question: RequestQuery): AppQuery => ({
  name: `requests: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return listRequests(sql, { from: addDays(to, -30), to, ...question }, { now });
  },
});
const FILTERS = {
  provider: "openai",
  model: "model-3",
  requested_model: "model-3",
  team: "team-2",
  project: "project-1",
  feature: "feature-7",
  environment: "staging",
  api_key: "key-17",
  user: "user-40",
  customer: "customer-9",
  tier: "batch",
  status: "blocked",
  source: "gateway",
  kind: "embedding",
} as const;

/** Lists of calls and one call: the pages Requests and Request, and `GET /api/v1/requests`. */
export const callQueries: readonly AppQuery[] = [
  list("all calls", "the newest calls of 30 days", {}),
  ...Object.entries(FILTERS).map(([dimension, value]) =>
    list(`by ${dimension}`, `the newest calls of one ${dimension}`, { where: `${dimension}=${value}` }),
  ),
  list("unknown team", "calls that name no team", { where: "team=" }),
  list("a user's calls with a key", "calls that have both", { where: ["user=user-40", "api_key=key-17"] }),
  ...REQUEST_LISTS.map((only) => list(`only ${only}`, `the calls behind a figure: ${only}`, { only })),
  {
    name: "requests: a later page",
    answers: "the calls after the last one of a page",
    ask: async ({ sql, now }) => {
      const to = addDays(dayOf(now, ZONE), 1);
      const { meta } = await listRequests(sql, { from: addDays(to, -30), to }, { now });
      return listRequests(sql, { cursor: meta.next ?? undefined }, { now });
    },
  },
  {
    name: "request: one call",
    answers: "one call with its price, run and the attempts of its request (its whole trace is looked up)",
    ask: ({ sql, call }) => getRequest(sql, call),
    months: Number.POSITIVE_INFINITY,
  },
];
