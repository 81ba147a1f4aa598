import type { Call } from "./call";
import { type Plan, STORY } from "./plan";
import { chance } from "./random";

/** What OpenAI counted on one UTC day for one project, model and tier. Token classes are disjoint. */
export interface OpenAiRow {
  project: string;
  model: string;
  tier: "standard" | "batch";
  embedding: boolean;
  requests: number;
  inputUncached: number;
  cacheRead: number;
  output: number;
}

const PROJECTS = { gateway: "proj_gateway", tracer: "proj_code_assistant" } as const;

/** What the organization itself used on one day: the calls that gateway and tracer saw, and a playground that goes past both. */
export function openAiDay(plan: Plan, day: number, calls: readonly Call[], share: number): OpenAiRow[] {
  const rows = new Map<string, OpenAiRow>();
  for (const call of calls) {
    if (call.model.provider !== "openai" || call.failure || call.cacheHit) continue;
    const project = PROJECTS[call.via];
    const key = `${project}|${call.model.name}|${call.tier}`;
    let row = rows.get(key);
    if (!row) {
      row = {
        project,
        model: call.model.name,
        tier: call.tier,
        embedding: call.kind === "embedding",
        requests: 0,
        inputUncached: 0,
        cacheRead: 0,
        output: 0,
      };
      rows.set(key, row);
    }
    row.requests += 1;
    row.inputUncached += call.input - call.cacheRead;
    row.cacheRead += call.cacheRead;
    row.output += call.output;
  }
  const playground = playgroundDay(plan, day, share);
  return playground ? [...rows.values(), playground] : [...rows.values()];
}

/** People who try things out on OpenAI's own page; null on a day without. `share`: how much of the day has passed. */
function playgroundDay(plan: Plan, day: number, share: number): OpenAiRow | null {
  const luck = chance(plan.seed, day, "playground");
  const weekday = new Date(day * 86_400_000).getUTCDay();
  if (weekday === 0 || weekday === 6) return null;
  const requests = Math.round(luck.between(9, 22) * share * plan.scale);
  if (requests === 0) return null;
  return {
    project: "proj_playground",
    model: "gpt-5.5",
    tier: "standard",
    embedding: false,
    requests,
    inputUncached: requests * luck.size(6_800, 0.2),
    cacheRead: 0,
    output: requests * luck.size(1_500, 0.2),
  };
}

/** Web searches that the bill knows and no gateway saw: one day's tool use; 0 on every other. */
export function webSearches(plan: Plan, day: number): number {
  return day - plan.anchor === STORY.oddBill ? Math.round(4_150 * plan.scale) : 0;
}
