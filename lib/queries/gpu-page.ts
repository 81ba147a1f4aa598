// The questions of the page are those of its panels: pure text, without React.
import { type Scope, scopeOf } from "../../components/filters/scope";
import * as page from "../../components/gpu/questions";
import { gpuSeries, gpuTotals, type MetricQuestion } from "../../components/panels/questions";
import { hasGpus } from "../gpu";
import { readGpuStanding, runQuery } from "../metrics";
import type { AppQuery } from "./app-query";
import { ZONE } from "./overview";

const scopeAt = (now: number): Scope => scopeOf({ range: "days30", from: null, to: null, vs: "previous", where: [] }, ZONE, now);
const gpu = (
  name: string,
  answers: string,
  question: (scope: Scope, previous: NonNullable<Scope["previous"]>) => MetricQuestion,
): AppQuery => ({
  name: `GPU page: ${name}`,
  answers,
  ask: async ({ sql, now }) => {
    const scope = scopeAt(now);
    if (scope.previous) await runQuery(sql, question(scope, scope.previous), { now });
  },
});

/** What the page of GPUs asks for its 30 days, and the overview's tile. */
export const gpuPageQueries: readonly AppQuery[] = [
  { name: "GPU page: is there any", answers: "whether a GPU was ever measured", ask: ({ sql }) => hasGpus(sql) },
  gpu("tile of the overview", "utilization, tensor activity and idle cost", (scope) => gpuTotals(scope)),
  gpu("tile of the overview before", "the same for the span before", gpuTotals),
  gpu("small line of the overview", "utilization by day", (scope) => gpuSeries(scope, "day")),
  gpu("activity", "utilization, tensor and memory activity, power, hours, idle hours and cards", (scope) => page.activityTotals(scope)),
  gpu("activity before", "the same for the span before", page.activityTotals),
  gpu("activity over time", "the same by day", (scope) => page.activitySeries(scope, "day")),
  gpu("cost", "cost, idle, releasable, unallocated and inactive cost", (scope) => page.moneyTotals(scope)),
  gpu("cost before", "the same for the span before", page.moneyTotals),
  gpu("cost over time", "cost and idle cost by day", (scope) => page.moneySeries(scope, "day")),
  gpu("shares of time", "allocated, active and effective, and what the rest of each cost", page.timeShares),
  ...page.SPLITS.map((split) =>
    gpu(`idle by ${split}`, `idle cost, idle hours and activity by ${split}`, (scope) => page.idleBy(scope, split)),
  ),
  {
    name: "GPU page: standing",
    answers: "how many GPUs, which hosts fell silent, which cards have no rate",
    ask: ({ sql, now }) => readGpuStanding(sql, page.standingQuestion(scopeAt(now)), { now }),
  },
];
