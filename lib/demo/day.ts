import { offsetMs } from "../time";
import { DAY_MS, HISTORY_DAYS, type Plan, ZONE } from "./plan";
import { type Chance, chance } from "./random";

/** Weight of each hour on the wall in `ZONE`. */
export type Rhythm = readonly number[];

export const OFFICE: Rhythm = [0, 0, 0, 0, 0, 0, 1, 4, 10, 16, 18, 16, 9, 13, 17, 16, 13, 8, 4, 2, 1, 1, 0, 0];
export const AWAKE: Rhythm = [1, 1, 0.5, 0.5, 0.5, 1, 3, 6, 9, 12, 13, 12, 11, 11, 11, 11, 11, 12, 13, 13, 11, 8, 5, 2];
export const SMALL_HOURS: Rhythm = [0, 0, 8, 14, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** One UTC day of one feature, with its own chance. */
export interface FeatureDay {
  luck: Chance;
  /** Days from the anchor; 0 is the day the company was first loaded. */
  age: number;
  start: number;
  end: number;
  /** How many of something happen today: `perWorkday` at the anchor, with growth, weekend and noise. */
  volume(perWorkday: number, weekendShare: number): number;
  /** An instant of the day, by the rhythm; epoch ms. */
  moment(rhythm: Rhythm): number;
}

/** The company grows by a quarter over its history, then no more. */
function growth(age: number): number {
  const done = Math.min(1, Math.max(0, (age + HISTORY_DAYS) / HISTORY_DAYS));
  return 0.8 + 0.2 * done;
}

export function featureDay(plan: Plan, day: number, feature: string): FeatureDay {
  const luck = chance(plan.seed, day, feature);
  const age = day - plan.anchor;
  const start = day * DAY_MS;
  const offset = offsetMs(start + DAY_MS / 2, ZONE);
  const weekday = new Date(start).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const mood = luck.noise(0.07) * (weekday === 1 ? 1.08 : weekday === 5 ? 0.92 : 1);
  return {
    luck,
    age,
    start,
    end: start + DAY_MS,
    volume: (perWorkday, weekendShare) => luck.round(perWorkday * growth(age) * (weekend ? weekendShare : 1) * mood * plan.scale),
    moment: (rhythm) => {
      const wall = (hourOf(rhythm, luck.next()) + luck.next()) * 3_600_000;
      return start + Math.floor((((wall - offset) % DAY_MS) + DAY_MS) % DAY_MS);
    },
  };
}

function hourOf(rhythm: Rhythm, at: number): number {
  const total = rhythm.reduce((sum, weight) => sum + weight, 0);
  let left = at * total;
  for (const [hour, weight] of rhythm.entries()) {
    left -= weight;
    if (left < 0) return hour;
  }
  return rhythm.length - 1;
}
