/** Prometheus refuses more points a series in one answer. */
const POINTS_A_SERIES = 11_000;
/** Values in one page: some megabytes, a few seconds to take in, and few enough that all values of a sample are put together before it is stored. */
const VALUES_A_PAGE = 50_000;

/** Instants to ask for, epoch ms: from, from + step, … to. Both ends are asked for; pages share none. */
export interface Page {
  from: number;
  to: number;
}

/** Instants are multiples of the step, whoever asks and whenever: asked for again, they are the same samples. */
export const onGrid = (at: number, stepMs: number): number => Math.floor(at / stepMs) * stepMs;

/** How many instants a page of so many series may have. */
export const pointsAPage = (series: number): number =>
  Math.max(1, Math.min(POINTS_A_SERIES, Math.floor(VALUES_A_PAGE / Math.max(1, series))));

/** The page after `cursor`, the last instant that was read; null where nothing is due until `until`. */
export function pageAfter(cursor: number, until: number, stepMs: number, points: number): Page | null {
  const from = onGrid(cursor, stepMs) + stepMs;
  const last = onGrid(until, stepMs);
  return from > last ? null : { from, to: Math.min(last, from + (points - 1) * stepMs) };
}

/** The page before `at`, the first instant that was read; null where all was read back to `start`. */
export function pageBefore(at: number, start: number, stepMs: number, points: number): Page | null {
  const to = onGrid(at - 1, stepMs);
  const first = onGrid(start + stepMs - 1, stepMs);
  return to < first ? null : { from: Math.max(first, to - (points - 1) * stepMs), to };
}
