import type { Call } from "./call";
import type { Card, Habit } from "./gpus";
import type { Chance } from "./random";

/** What a card does in a quarter of an hour; shares from 0 to 1. */
export interface Activity {
  engine: number;
  tensor: number;
  dram: number;
  /** The share of time in which any kernel ran, as nvidia-smi has it. */
  util: number;
  memory: number;
  /** Of the span between idle and full power. */
  power: number;
}

/** When something is measured: the hour on the company's wall, with its minutes as a fraction, and whether it is a day off. */
export interface Moment {
  hour: number;
  weekend: boolean;
  /** Share of the quarter of an hour before in which the pod's server answered something. */
  busy: number;
}

const share = (value: number): number => Math.min(1, Math.max(0, value));

const still = (luck: Chance, memory: number): Activity => ({
  engine: luck.between(0, 0.004),
  tensor: 0,
  dram: luck.between(0, 0.002),
  util: luck.is(0.06) ? 0.01 : 0,
  memory,
  power: luck.between(0, 0.01),
});

const HABITS: Record<Habit, (luck: Chance, moment: Moment) => Activity> = {
  /** Re-ranks what people search for: nobody does at night, and the cards stay reserved. */
  "office hours": (luck, { hour, weekend }) => {
    const day = hour < 6.5 || hour >= 22 ? 0 : Math.sin(((hour - 6.5) / 15.5) * Math.PI) ** 0.6;
    if (day === 0) return still(luck, 0.71);
    const engine = share(day * (weekend ? 0.36 : 0.78) * luck.noise(0.08));
    return { engine, tensor: engine * 0.46, dram: engine * 0.41, util: share(engine * 1.15), memory: 0.78, power: engine * 0.83 };
  },
  /** Trains forecasts on small batches that wait for their data: kernels run without end, and hardly one of them multiplies matrices. */
  starved: (luck) => {
    const engine = luck.between(0.84, 0.91);
    return {
      engine,
      tensor: luck.between(0.011, 0.028),
      dram: luck.between(0.28, 0.36),
      util: luck.between(0.97, 1),
      memory: 0.43,
      power: luck.between(0.3, 0.36),
    };
  },
  serving: (luck, { busy }) => {
    if (busy < 0.002) return still(luck, 0.9);
    const engine = share(busy * luck.between(0.94, 1));
    return {
      engine,
      tensor: engine * luck.between(0.52, 0.58),
      dram: engine * 0.49,
      util: share(engine * 1.03),
      memory: 0.91,
      power: engine * 0.88,
    };
  },
  empty: (luck) => still(luck, 0.006),
  tinkering: (luck, { hour, weekend }) => {
    const isAtWork = !weekend && hour >= 10 && hour < 18 && luck.is(0.4);
    if (!isAtWork) return still(luck, 0.34);
    const engine = luck.between(0.1, 0.7);
    return { engine, tensor: engine * 0.2, dram: engine * 0.3, util: share(engine * 1.2), memory: 0.4, power: engine * 0.8 };
  },
};

export const activityOf = (luck: Chance, { habit }: Card, moment: Moment): Activity => HABITS[habit](luck, moment);

/** Share of a time [from, to) in which at least one of these calls was being answered; calls by their beginning. */
export function busyShare(calls: readonly Pick<Call, "at" | "durationMs">[], from: number, to: number): number {
  let [covered, until] = [0, from];
  for (const { at, durationMs } of calls) {
    const [begins, ends] = [Math.max(until, at), Math.min(to, at + durationMs)];
    if (ends > begins) {
      covered += ends - begins;
      until = ends;
    }
  }
  return covered / (to - from);
}
