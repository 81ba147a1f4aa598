import { readGpuModels } from "../self-hosting";
import { addDays, dayOf } from "../time";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const DAYS = 30;

const models = (name: string, answers: string, where?: string): AppQuery => ({
  name: `gpu: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return readGpuModels(sql, { from: addDays(to, -DAYS), to, where }, { now });
  },
});

/** What `GET /api/v1/gpu/models` asks beside the metrics. */
export const selfHostingQueries: readonly AppQuery[] = [
  models("models", "self-hosted models: what their GPUs cost, what they served, and what an API would cost"),
  models("models of one team", "the same of what belongs to one team", "team=team-2"),
];
