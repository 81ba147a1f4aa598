import { type Call, endOf, newCall } from "../call";
import { engineerOf, OWNERS } from "../company";
import { type FeatureDay, OFFICE } from "../day";
import { MODELS } from "../models";
import { withTrouble } from "../trouble";

const LONGEST = 240_000;

/**
 * Engineers at work with a coding agent, seen by its tracer: each prompt is a trace of several calls, and the context grows with every one. What was
 * sent before is read from the provider's cache; the Mooncake conversation trace (Apache-2.0) has such shared prefixes.
 */
export function codeAssistant(day: FeatureDay): Call[] {
  const calls: Call[] = [];
  for (let left = day.volume(38, 0.12); left > 0; left -= 1) calls.push(...work(day));
  return calls;
}

function work(day: FeatureDay): Call[] {
  const { luck } = day;
  const calls: Call[] = [];
  const session = `conv_${luck.hex(24)}`;
  const user = engineerOf(luck);
  const prompts = 1 + Math.floor(-Math.log(1 - luck.next()) * 2.4);
  let context = luck.size(26_000, 0.35);
  let known = 0;
  let at = day.moment(OFFICE);
  for (let prompt = 0; prompt < prompts; prompt += 1) {
    const trace = luck.hex(32);
    for (let step = 2 + Math.floor(luck.next() * 7); step > 0 && at < day.end; step -= 1) {
      const input = Math.min(context + luck.size(8_500, 0.8), LONGEST);
      const output = luck.size(950, 0.7);
      const cacheRead = luck.is(0.93) ? Math.min(known, input) - (Math.min(known, input) % 128) : 0;
      const call = newCall(luck, {
        via: "tracer",
        owner: OWNERS.codeAssistant,
        at,
        model: MODELS.gpt,
        input,
        output,
        cacheRead,
        reasoning: Math.round(output * luck.between(0.2, 0.6)),
        session,
        user,
        trace,
        id: luck.hex(16),
      });
      const went = withTrouble(luck, call, { rate: 0.012, lost: 0.05 });
      calls.push(...went);
      at = endOf(went.at(-1) ?? call) + Math.round(luck.size(4_000, 0.9));
      known = input;
      context = input + output;
    }
    at += Math.round(luck.size(240_000, 0.8));
  }
  return calls;
}

/** Completions while typing. Sizes follow the Azure LLM inference trace 2023, code (CC BY 4.0): 2,048 tokens in, 28 out on average. */
export function codeCompletion(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(140, 0.08) }).flatMap(() => {
    const call = newCall(luck, {
      owner: OWNERS.codeCompletion,
      at: day.moment(OFFICE),
      model: MODELS.codestral,
      input: luck.size(2_048, 0.7),
      output: luck.size(28, 0.9),
      user: engineerOf(luck),
    });
    return withTrouble(luck, call, { rate: 0.004, lost: 0.8 });
  });
}
