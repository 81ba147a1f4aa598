import { type Amount, compare, multiply, round } from "../money";
import type { newRuleSchema } from "./rule";

/** What lines are made of; null where the company's history doesn't say. */
export interface History {
  /** Of the last 30 whole days. */
  hitRate: Amount | null;
  pricedShare: Amount | null;
  sessionP95: Amount | null;
  errorCostDay: Amount | null;
  costDay: Amount | null;
  sessions: Amount | null;
  /** How much more than a week before nine of ten days cost at most; a share. */
  usualRise: number | null;
  sources: number;
  routed: Amount | null;
  escalationRate: Amount | null;
  /** Cards that were measured. */
  gpus: Amount | null;
  /** GPUs are in pools that have names. */
  pools: boolean;
  /** What idle hours of the idlest pool cost a day, or of all GPUs where there are no pools. */
  idleCostDay: Amount | null;
}

export interface Template {
  id: string;
  label: string;
  sentence: string;
  rule: (history: History) => Omit<Parameters<typeof newRuleSchema.parse>[0] & object, "name">;
  applies?: (history: History) => boolean;
}

/** A day's window, in minutes. */
export const DAY = 1440;
export const some = (value: Amount | null): boolean => value != null && compare(value, "0") > 0;

/** Two figures that matter: a line is a round number. */
export function line(value: Amount | null, factor: Amount, fallback: Amount): Amount {
  if (value == null || compare(value, "0") <= 0) return fallback;
  const exact = Number(multiply(value, factor));
  return round(exact.toPrecision(2).includes("e") ? String(Number(exact.toPrecision(2))) : exact.toPrecision(2), 9);
}
