import { type GpuHeatQuery, readGpuHeat, readGpuStanding } from "../metrics";
import { addDays, dayOf } from "../time";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const heat = (name: string, answers: string, days: number, question: GpuHeatQuery = {}): AppQuery => ({
  name: `GPU heat map: ${name}`,
  answers,
  ask: ({ sql, now }) => {
    const to = addDays(dayOf(now, ZONE), 1);
    return readGpuHeat(sql, { from: addDays(to, -days), to, ...question }, { now });
  },
});

/** What `GET /api/v1/gpu/heat` asks, and the standing of one pool. */
export const gpuHeatQueries: readonly AppQuery[] = [
  heat("by hour of the week", "activity of the idlest GPUs by hour of the week, the rest by pool, from the courses of days", 30),
  heat("by hour", "the same by each hour of three days", 3),
  heat("of one pool", "the same of one pool", 30, { where: "pool=night" }),
  {
    name: "GPU heat map: from an hour on",
    answers: "the same of a range that begins and ends within a day: its ends from hours and 5 minutes",
    ask: ({ sql, now }) =>
      readGpuHeat(sql, { from: new Date(now - 5 * 86_400_000).toISOString(), to: new Date(now).toISOString() }, { now }),
  },
  {
    name: "GPU standing: of one pool",
    answers: "cards of one pool, its silent hosts and cards without a rate",
    ask: ({ sql, now }) => readGpuStanding(sql, { where: "pool=night" }, { now }),
  },
];
