import { type Amount, compare, divide, formatCount, formatRatio, formatUsd, isZero } from "../../lib/money";
import { isHollow } from "./hollow";

/** What GPUs did in a range and what that cost; null is unknown. */
export interface GpuFigures {
  gpus: Amount | null;
  hours: Amount | null;
  idleHours: Amount | null;
  releasableHours: Amount | null;
  utilization: Amount | null;
  tensor: Amount | null;
  cost: Amount | null;
  idleCost: Amount | null;
  releasableCost: Amount | null;
}

/** The same of one pool. */
export interface PoolFigures {
  pool: string;
  utilization: Amount | null;
  tensor: Amount | null;
  idleCost: Amount | null;
  idleHours: Amount | null;
}

export interface GpuSentence {
  text: string;
  /** What the first sentence would let one believe wrongly, and what could be done; null where there is nothing to add. */
  caveat: string | null;
  /** No rate is set for any of it. */
  unrated: boolean;
}

/** Half of all idleness in one pool is worth naming it. */
const MOST = "0.5";

/** Whether GPUs earned their keep, in words: never more than was measured. */
export function gpuSentence(of: GpuFigures, pools: readonly PoolFigures[]): GpuSentence | null {
  if (of.gpus == null || isZero(of.gpus)) return null;
  const who = of.gpus === "1" ? "One GPU" : `${formatCount(of.gpus)} GPUs`;
  const unrated = of.cost == null;
  const said = unrated ? inHours(who, of) : inMoney(who, of);
  const caveat = [hollowText(of, pools), releasableText(of)].filter((text) => text != null).join(" ");
  return { text: `${said}${mostIn(of, pools)}.`, caveat: caveat === "" ? null : caveat, unrated };
}

function inMoney(who: string, { cost, idleCost }: GpuFigures): string {
  const paid = `${who} cost ${usd(cost)}`;
  if (idleCost == null) return `${paid}; what of it was idle is unknown`;
  if (isZero(idleCost)) return `${paid}, and none of it was idle`;
  const share = cost == null ? null : divide(idleCost, cost);
  return `${paid}, of which ${usd(idleCost)}${share == null ? "" : ` (${formatRatio(share)})`} paid for idle time`;
}

function inHours(who: string, { utilization, hours, idleHours }: GpuFigures): string {
  const busy =
    utilization == null
      ? `${who} ran, at an unknown activity`
      : `${who} ${who === "One GPU" ? "was" : "were"} ${formatRatio(utilization)} busy`;
  if (hours == null || idleHours == null) return busy;
  return `${busy}: ${formatCount(idleHours)} of ${formatCount(hours)} GPU hours were idle`;
}

/** ", most of it in the pool night". */
function mostIn({ idleCost, idleHours }: GpuFigures, pools: readonly PoolFigures[]): string {
  const [whole, part] = idleCost == null ? [idleHours, "idleHours" as const] : [idleCost, "idleCost" as const];
  if (whole == null || isZero(whole) || pools.length < 2) return "";
  const most = pools.find((pool) => {
    const amount = pool[part];
    const share = amount == null ? null : divide(amount, whole);
    return share != null && compare(share, MOST) > 0;
  });
  return most ? `, most of it in the pool ${most.pool}` : "";
}

/** "inference-b looks 91 % busy while its tensor cores work 0.6 % of the time": the whole, else the pools of which it is so. */
function hollowText(of: GpuFigures, pools: readonly PoolFigures[]): string | null {
  const looks = ({ utilization, tensor }: Pick<GpuFigures, "utilization" | "tensor">, who: string, whose: string) =>
    `${who} ${formatRatio(utilization)} busy, but ${whose} tensor cores work ${formatRatio(tensor)} of the time: hardly any of that is a model's arithmetic.`;
  if (isHollow(of.utilization, of.tensor)) return looks(of, "They look", "their");
  const [pool] = pools.filter(({ utilization, tensor }) => isHollow(utilization, tensor));
  return pool ? looks(pool, `The pool ${pool.pool} looks`, "its") : null;
}

function releasableText({ releasableHours, releasableCost }: GpuFigures): string | null {
  if (releasableHours == null || isZero(releasableHours)) return null;
  const worth = releasableCost == null || isZero(releasableCost) ? "" : `, worth ${usd(releasableCost)},`;
  return `${formatCount(releasableHours)} GPU hours${worth} lie in whole idle hours and could have been given back.`;
}

const usd = (amount: Amount | null): string => formatUsd(amount, "tile");
