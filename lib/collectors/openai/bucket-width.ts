import { BUCKET_WIDTHS, type BucketWidth } from "../../facts";

/** Epoch seconds, end exclusive, within one UTC day. */
export interface Period {
  start: number;
  end: number;
  /** Known without looking at neighbours (costs come by day only). */
  width: BucketWidth | null;
}

const WIDTH_SECONDS: Record<BucketWidth, number> = { "1m": 60, "1h": 3600, "1d": 86_400 };

/** `start` floored to the width in UTC; epoch seconds. */
export function snap(start: number, width: BucketWidth): number {
  return start - (start % WIDTH_SECONDS[width]);
}

const isFull = (p: Period, width: BucketWidth) => p.start === snap(p.start, width) && p.end - p.start === WIDTH_SECONDS[width];
const fits = (p: Period, width: BucketWidth) => p.end <= snap(p.start, width) + WIDTH_SECONDS[width];

/** The widths that a run of touching buckets can have: each lies in one period, borders between two are borders of the width, inner ones are full. */
function candidates(run: readonly Period[]): BucketWidth[] {
  return BUCKET_WIDTHS.filter((width) =>
    run.every((p, i) => {
      const first = i === 0;
      const last = i === run.length - 1;
      if (p.width !== null && p.width !== width) return false;
      if (!fits(p, width)) return false;
      if (!first && p.start !== snap(p.start, width)) return false;
      return first || last || isFull(p, width);
    }),
  );
}

/** The leading buckets that touch one another and can be of one width. */
function leadingRun(periods: readonly Period[]): Period[] {
  const run: Period[] = [];
  for (const p of periods) {
    const previous = run.at(-1);
    if (previous && (previous.end !== p.start || candidates([...run, p]).length === 0)) break;
    run.push(p);
  }
  return run;
}

/** What a run says by itself: its only candidate, else the width that one of its buckets fills exactly. */
function ownWidth(run: readonly Period[]): BucketWidth | null {
  const possible = candidates(run);
  if (possible.length === 1) return possible[0] ?? null;
  return possible.find((width) => run.some((p) => isFull(p, width))) ?? null;
}

function ownWidths(periods: readonly Period[]): BucketWidth[] {
  if (periods.length === 0) return [];
  const run = leadingRun(periods);
  const own = ownWidth(run);
  return [...(own ? [own] : []), ...ownWidths(periods.slice(run.length))];
}

/**
 * Tells the width of each bucket of a stream in which the first and last ones of a query are clipped to it: [17:31, 24:00) is a day. The export doesn't say the
 * width, so neighbours do. Holds at most two buckets. In this order: the only width possible for a run of touching buckets; the width of the bucket it
 * touches; a bucket that fills a width; the next run's width; the width before; the widest (a day is the API's default).
 */
export class WidthReader<T extends Period> {
  private held: T[] = [];
  private before: { end: number; width: BucketWidth } | null = null;

  push(period: T): { period: T; width: BucketWidth }[] {
    this.held.push(period);
    return this.settle(false);
  }

  end(): { period: T; width: BucketWidth }[] {
    return this.settle(true);
  }

  private settle(ended: boolean): { period: T; width: BucketWidth }[] {
    const settled: { period: T; width: BucketWidth }[] = [];
    while (this.held.length > 0) {
      const run = leadingRun(this.held);
      const width = this.decide(run, ended);
      if (width === null) break;
      for (const period of this.held.splice(0, run.length)) {
        settled.push({ period, width });
        this.before = { end: period.end, width };
      }
    }
    return settled;
  }

  /** Null: wait for the next bucket. */
  private decide(run: readonly Period[], ended: boolean): BucketWidth | null {
    const possible = candidates(run);
    const [first] = run;
    if (!first || possible.length === 1) return possible[0] ?? null;
    const touched = this.before?.end === first.start ? this.before.width : null;
    if (touched && possible.includes(touched) && isFull(first, touched)) return touched;
    const rest = this.held.slice(run.length);
    if (rest.length === 0 && !ended) return null;
    if (touched && possible.includes(touched)) return touched;
    const own = ownWidth(run);
    if (own) return own;
    if (!ended && this.held.length <= 2 && candidates(leadingRun(rest)).length > 1) return null;
    const neighbours = [...ownWidths(rest), ...(this.before ? [this.before.width] : [])];
    const neighbour = neighbours.find((width) => possible.includes(width));
    if (neighbour) return neighbour;
    return possible.at(-1) ?? null;
  }
}
