import { gpuSettings, gpuSubjects, listGpuRates, listGpuRules, previewGpuRule } from "../gpu";
import { type QueryInput, runQuery } from "../metrics";
import { addDays, dayOf } from "../time";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const DAYS = 30;
const figures = (name: string, answers: string, question: Omit<QueryInput, "from" | "to">, days = DAYS): AppQuery => ({
  name: `gpu: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return runQuery(sql, { from: addDays(to, -days), to, ...question }, { now });
  },
});

/** What is asked about GPUs and model servers: figures by what they belong to, and the rules and rates that say so. */
export const gpuQueries: readonly AppQuery[] = [
  figures("cost by pool", "GPU cost and idle cost of each pool", { metric: "gpu_cost,gpu_idle_cost", by: "pool" }),
  figures("cost by team", "the same of each team, with the share that has a rate", {
    metric: "gpu_cost,gpu_idle_cost,gpu_rated_share",
    by: "team",
  }),
  figures("cost by model", "what the GPUs of each self-hosted model cost", { metric: "gpu_cost", by: "model" }),
  figures("cost by day", "GPU cost, idle, unallocated and inactive cost of each day", {
    metric: "gpu_cost,gpu_idle_cost,gpu_unallocated_cost,gpu_inactive_cost",
    by: "day",
    order: "time",
  }),
  figures(
    "cost of a pool by hour",
    "GPU cost of one pool in each hour of two days",
    { metric: "gpu_cost", by: "hour", order: "time", where: "pool=night" },
    2,
  ),
  figures("utilization by day", "how busy GPUs and their tensor cores were each day", {
    metric: "gpu_utilization,gpu_tensor_activity,gpu_power",
    by: "day",
    order: "time",
  }),
  figures("utilization by pool", "the same of each pool", { metric: "gpu_utilization,gpu_tensor_activity", by: "pool" }),
  figures("idle hours of a team by host", "idle hours of the hosts that a team holds", {
    metric: "gpu_idle_hours",
    by: "host",
    where: "team=team-1",
  }),
  figures("served tokens by model and team", "what model servers did, by the name that calls have", {
    metric: "served_input_tokens,served_output_tokens,served_waiting",
    by: "model,team",
  }),
  {
    name: "gpu: rates",
    answers: "rates as they were set, cards under each, and what has none",
    ask: ({ sql, now }) => listGpuRates(sql, new Date(now)),
  },
  {
    name: "gpu: rules",
    answers: "rules as they were set, and the cards that each names",
    ask: ({ sql, now }) => listGpuRules(sql, new Date(now)),
  },
  {
    name: "gpu: preview of a rule",
    answers: "what a rule would move of the last 30 days",
    ask: ({ sql, now }) => previewGpuRule(sql, { field: "host", subject: "node-4", sets: "team", value: "team-2" }, new Date(now)),
  },
  { name: "gpu: settings", answers: "the idle line, how long samples are kept, and who changed them", ask: ({ sql }) => gpuSettings(sql) },
  { name: "gpu: subjects", answers: "names that rules and rates can be about", ask: ({ sql, now }) => gpuSubjects(sql, new Date(now)) },
];
