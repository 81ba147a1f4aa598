import { type Call, endOf, newCall } from "../call";
import { analystOf, OWNERS } from "../company";
import { type FeatureDay, featureDay, OFFICE } from "../day";
import { MODELS } from "../models";
import { type Plan, STORY } from "../plan";
import { withTrouble } from "../trouble";

const LOOP_LONGEST = 165_000;

/** An agent that reads and searches until it can answer: tens of calls per run, each with all that came before. */
export function researchAgent(day: FeatureDay): Call[] {
  const calls: Call[] = [];
  for (let left = day.volume(36, 0.1); left > 0; left -= 1) calls.push(...run(day));
  return calls;
}

function run(day: FeatureDay): Call[] {
  const { luck } = day;
  const calls: Call[] = [];
  const session = `run-${luck.hex(16)}`;
  const user = analystOf(luck);
  let at = day.moment(OFFICE);
  let context = luck.size(24_000, 0.3);
  let known = 0;
  for (let step = 4 + Math.floor(-Math.log(1 - luck.next()) * 10); step > 0 && at < day.end; step -= 1) {
    const added = luck.size(8_200, 0.8);
    const input = Math.min(context + added, 190_000);
    const output = luck.size(820, 0.6);
    const cacheRead = luck.is(0.94) ? Math.min(known, input) : 0;
    const call = newCall(luck, {
      owner: OWNERS.researchAgent,
      at,
      model: MODELS.opus,
      input,
      output,
      cacheRead,
      cacheWrite: input - cacheRead,
      session,
      user,
    });
    const went = withTrouble(luck, call, { rate: 0.016, lost: 0.03 });
    calls.push(...went);
    at = endOf(went.at(-1) ?? call) + Math.round(luck.size(9_000, 0.8));
    known = input;
    context = input + output;
  }
  return calls;
}

/** The night a run found its own answer in its search results and went on for seven hours, until somebody came to work. The part of it in `day`. */
export function runaway(plan: Plan, day: number): Call[] {
  const evening = plan.anchor + STORY.runaway;
  if (day !== evening && day !== evening + 1) return [];
  const { luck, start, end } = featureDay(plan, evening, "runaway");
  const session = `run-${luck.hex(16)}`;
  const until = start + 28.6 * 3_600_000;
  // A smaller company loops at a slower pace.
  const paceMs = 11_500 / Math.min(1, plan.scale);
  const calls: Call[] = [];
  let context = 30_000;
  for (let at = start + 21.4 * 3_600_000; at < until; at += Math.round(paceMs * luck.noise(0.2))) {
    const added = luck.size(6_800, 0.5);
    const output = luck.size(760, 0.4);
    const input = Math.min(context + added, LOOP_LONGEST);
    // Once the context is full its beginning is cut off, and the cache is lost now and then.
    const cacheRead = luck.is(0.75) ? input - Math.min(added, input) : 0;
    calls.push(
      newCall(luck, {
        owner: OWNERS.researchAgent,
        at,
        model: MODELS.opus,
        input,
        output,
        cacheRead,
        cacheWrite: input - cacheRead,
        session,
        user: "analyst-madrid",
      }),
    );
    context = input + output;
  }
  return calls.filter((call) => (day === evening ? call.at < end : call.at >= end));
}
