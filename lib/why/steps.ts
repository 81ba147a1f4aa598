import { type Amount, add, compare, isZero, negate, round, subtract } from "../money";
import { STEPS, type Step } from "./explanation";

export type Steps = Record<Step, Amount>;

/** Decimals of stored money; finer is rounding. */
export const PLACES = 12;

const each = (of: (step: Step) => Amount): Steps => Object.fromEntries(STEPS.map((step) => [step, of(step)])) as Steps;

export const noSteps = (): Steps => each(() => "0");
export const addSteps = (...all: readonly Steps[]): Steps => each((step) => add(...all.map((steps) => steps[step])));
export const sumOf = (steps: Steps): Amount => add(...STEPS.map((step) => steps[step]));
export const size = (amount: Amount): Amount => (compare(amount, "0") < 0 ? negate(amount) : amount);

/** A part of what was spent that is nothing but rounding: prices per token and stored amounts have only so many digits. */
const DUST = 1e-9;

/**
 * Steps as computed in floating point, as decimals that add up to `change` exactly: the largest step takes what rounding left. Signs flip with their sign.
 * `spent`: the larger side's cost.
 */
export function settle(computed: Record<Step, number>, { change, spent }: { change: Amount; spent: number }): Steps {
  const steps = each((step) => (Math.abs(computed[step]) <= DUST * spent ? "0" : round(decimal(computed[step]), PLACES)));
  const rest = subtract(change, sumOf(steps));
  if (isZero(rest)) return steps;
  const largest = STEPS.reduce((a, b) => (compare(size(steps[b]), size(steps[a])) > 0 ? b : a));
  return { ...steps, [largest]: add(steps[largest], rest) };
}

/** 1e-7 as "0.0000001". */
const decimal = (value: number): Amount => add(String(value));

export const isStill = (steps: Steps): boolean => STEPS.every((step) => isZero(steps[step]));
