import { performance } from "node:perf_hooks";

/** The smallest value that a share `p` of the values does not exceed; NaN of none, which meets no target. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Milliseconds that `work` takes. */
export async function timedMs(work: () => PromiseLike<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The least, median and 95th percentile, ms. On a busy machine the least says most about the work itself. */
export interface Spread {
  least: number;
  p50: number;
  p95: number;
}

/** Of each, after two rounds that don't count; taken in turns, so that what else the machine does falls on all alike. */
export async function inTurns(works: readonly (() => PromiseLike<unknown>)[], rounds: number): Promise<Spread[]> {
  const times = works.map((): number[] => []);
  for (let round = -2; round < rounds; round += 1)
    for (const [n, work] of works.entries()) {
      const ms = await timedMs(work);
      if (round >= 0) times[n]?.push(ms);
    }
  return times.map((one) => ({ least: percentile(one, 0), p50: percentile(one, 0.5), p95: percentile(one, 0.95) }));
}

/** The 95th percentile of one. */
export const p95 = async (work: () => PromiseLike<unknown>, rounds: number): Promise<number> =>
  (await inTurns([work], rounds))[0]?.p95 ?? Number.NaN;
