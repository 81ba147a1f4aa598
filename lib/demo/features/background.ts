import { type Call, newCall } from "../call";
import { customerOf, OWNERS } from "../company";
import { AWAKE, type FeatureDay, OFFICE, SMALL_HOURS } from "../day";
import { ALIASES, askedAs, MODELS } from "../models";
import { STORY } from "../plan";
import type { Chance } from "../random";
import { withTrouble } from "../trouble";

/** Every night the day's account activity is summed up, in the provider's batch queue at half the price. */
export function nightlyBatch(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(235, 0.6) }).flatMap(() => {
    const at = day.moment(SMALL_HOURS);
    const call = newCall(luck, {
      owner: OWNERS.nightlyBatch,
      at,
      model: MODELS.terra,
      tier: "batch",
      input: Math.min(luck.size(86_000, 0.4), 260_000),
      output: luck.size(4_100, 0.3),
      customer: customerOf(luck),
      ttftMs: null,
      durationMs: Math.round(luck.between(240, 2_400)) * 1_000,
    });
    return withTrouble(luck, call, { rate: 0.007 });
  });
}

/** Search terms and new pages turned into vectors: many calls that cost next to nothing. */
export function searchEmbeddings(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(180, 0.6) }).map(() =>
    newCall(luck, {
      owner: OWNERS.searchEmbeddings,
      at: day.moment(AWAKE),
      model: MODELS.embedding,
      kind: "embedding",
      input: luck.size(1_900, 1.1),
      output: 0,
      customer: customerOf(luck),
      ttftMs: null,
    }),
  );
}

const ASKED = askedAs(ALIASES.translate, MODELS.mistral);

/** Help pages and customer mails in five languages. */
export function translation(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(105, 0.3) }).flatMap(() => {
    const input = luck.size(2_100, 0.7);
    const call = newCall(luck, {
      owner: OWNERS.translation,
      at: day.moment(OFFICE),
      model: MODELS.mistral,
      asked: day.age >= STORY.alias ? ASKED : MODELS.mistral,
      input,
      output: Math.max(1, Math.round(input * luck.between(0.7, 1.1))),
      customer: customerOf(luck),
      environment: luck.is(0.08) ? "staging" : "production",
    });
    const went = withTrouble(luck, call, { rate: 0.009 });
    return day.age >= STORY.alias ? [guardOf(luck, call), ...went] : went;
  });
}

/** Reads a text before it leaves the house. */
function guardOf(luck: Chance, { owner, customer, environment, trace, input, at }: Call): Call {
  const guard = newCall(luck, {
    owner,
    customer,
    environment,
    trace,
    at,
    model: MODELS.haiku,
    input: input + 240,
    output: 6,
    kind: "guard",
    ttftMs: null,
  });
  return { ...guard, at: at - guard.durationMs - 5 };
}
