import { type Call, endOf, newCall } from "../call";
import { customerOf, INTERN_KEY, OWNERS } from "../company";
import { AWAKE, type FeatureDay } from "../day";
import { MODELS } from "../models";
import { STORY } from "../plan";
import type { Chance } from "../random";
import { withTrouble } from "../trouble";

const ROUTED_AWAY = 0.6;
/** Share of the cheaper model's answers that the router reads again, since it was not sure, and what it sends on of these. */
const READ_AGAIN = 0.35;
const SENT_ON = 0.5;
const OVERLOADED = { errorClass: "InternalServerError", code: "529" };

/**
 * Conversations of customers with an assistant: instructions, help articles, and a history that grows by the turn. New text per turn follows
 * the Azure LLM inference trace 2023, conversation (CC BY 4.0): 1,155 tokens in, 211 out on average.
 */
export function supportChat(day: FeatureDay): Call[] {
  const calls: Call[] = [];
  for (let left = day.volume(82, 0.55); left > 0; left -= 1) calls.push(...conversation(day));
  for (let left = day.age % 6 === 0 ? day.volume(7, 0) : 0; left > 0; left -= 1) calls.push(refused(day));
  return calls;
}

function conversation(day: FeatureDay): Call[] {
  const { luck, age } = day;
  const calls: Call[] = [];
  const session = `chat-${luck.hex(16)}`;
  const customer = customerOf(luck);
  const environment = luck.is(0.04) ? "staging" : "production";
  const turns = 1 + Math.min(14, Math.floor(-Math.log(1 - luck.next()) * 3.6));
  let history = 0;
  let at = day.moment(AWAKE);
  for (let turn = 0; turn < turns && at < day.end; turn += 1) {
    const articles = luck.size(10_500 * drift(age), 0.3);
    const question = luck.size(1_155, 0.7);
    const output = luck.size(211, 0.6);
    const input = 2_600 + articles + history + question;
    const who = { owner: OWNERS.supportChat, session, customer, environment } as const;
    const trace = luck.hex(32);
    if (age >= STORY.router && environment === "production") {
      const router = newCall(luck, {
        ...who,
        trace,
        at,
        model: MODELS.nano,
        input: question + 380,
        output: luck.size(9, 0.3),
        kind: "router",
        ttftMs: null,
      });
      calls.push(router);
      at = endOf(router) + 15;
    }
    const model = age >= STORY.router && luck.is(ROUTED_AWAY) ? MODELS.haiku : MODELS.sonnet;
    const call = newCall(luck, { ...who, trace, at, model, asked: MODELS.sonnet, input, output });
    if (turn === 0 && luck.is(0.13))
      calls.push({ ...call, model: MODELS.sonnet, cacheHit: true, durationMs: Math.round(luck.between(25, 90)), ttftMs: null });
    else
      calls.push(
        ...withTrouble(
          luck,
          call,
          outageAt(day, at) ? { rate: 0.55, failure: OVERLOADED, fallback: MODELS.terra, lost: 0.15 } : { rate: 0.014, lost: 0.15 },
        ),
      );
    const answer = calls.at(-1);
    if (answer?.model === MODELS.haiku && !answer.failure && luck.is(READ_AGAIN))
      calls.push(...readAgain(luck, answer, articles + question));
    history += question + output;
    at = endOf(calls.at(-1) ?? call) + Math.round(luck.size(55_000, 0.8));
  }
  return calls;
}

/** The router reads the articles, the question and the cheaper model's answer; where it is not content, the dear model is asked the same in the same trace. */
function readAgain(luck: Chance, answer: Call, material: number): Call[] {
  const { owner, environment, customer, session, trace } = answer;
  const who = { owner, environment, customer, session, trace } as const;
  const check = newCall(luck, {
    ...who,
    at: endOf(answer) + 20,
    model: MODELS.haiku,
    input: 640 + material + answer.output,
    output: luck.size(42, 0.3),
    kind: "router",
    ttftMs: null,
  });
  if (!luck.is(SENT_ON)) return [check];
  answer.escalated = true;
  const { input, asked } = answer;
  return [check, newCall(luck, { ...who, at: endOf(check) + 15, model: MODELS.sonnet, asked, input, output: luck.size(240, 0.5) })];
}

/** 1 until the drift starts, 2.1 when it has come to its end. */
function drift(age: number): number {
  const done = Math.min(1, Math.max(0, (age - STORY.driftFrom) / (STORY.driftTo - STORY.driftFrom)));
  return 1 + 1.1 * done;
}

/** Two hours of an afternoon. */
function outageAt(day: FeatureDay, at: number): boolean {
  const hour = (at - day.start) / 3_600_000;
  return day.age === STORY.outage && hour >= 12.5 && hour < 14.5;
}

/** A key over its budget: the gateway says no before anything is called. */
function refused(day: FeatureDay): Call {
  const { luck } = day;
  const owner = { ...OWNERS.supportChat, key: INTERN_KEY };
  const call = newCall(luck, { owner, at: day.moment(AWAKE), model: MODELS.sonnet, input: 0, output: 0, ttftMs: null, overBudget: true });
  return {
    ...call,
    id: call.callId,
    durationMs: Math.round(luck.between(8, 30)),
    failure: { errorClass: "BudgetExceededError", code: "400" },
  };
}
