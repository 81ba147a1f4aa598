import { AnswerTail } from "./answer-tail";
import { jsonBody } from "./body";
import { keepPosition } from "./claim";
import { horizonOf } from "./horizon";
import { onGrid, type Page, pageAfter, pageBefore, pointsAPage } from "./pages";
import { hourRun, type PolledCounts, takePolled } from "./poll-run";
import { PollProblem } from "./problem";
import { askClock, askPage, type Prometheus } from "./prometheus-api";
import { addCounts, NOTHING, type ReadingContext, type ReadOnce, warningOf } from "./reading";

/** A scrape is in Prometheus some seconds after its time; what is asked for earlier would be read as it was before. */
const SETTLED_MS = 15_000;
/** What a new poll reads at once, so that there is something to see. */
const BEGIN_MS = 5 * 60_000;
/** An answer that says that it lacks something is asked for again this often, then taken as it is. */
const PARTIAL_TRIES = 3;
/** By which a page may be larger than the one before: a time without series says little about the next. */
const GROWTH = 8;

/**
 * Reads Prometheus from where it was read to until now, by its own clock, then history back to the day it was asked from, newest first. Page by page: each
 * is stored before its end is noted, so that whatever stops this, the next one goes on and counts nothing twice. Throws PollProblem.
 */
export async function readPrometheus(context: ReadingContext): Promise<ReadOnce> {
  const { sql, claim, clock, token, until } = context;
  const prometheus: Prometheus = { base: claim.url, token, clock };
  const stepMs = claim.step_s * 1000;
  const { now, series, skewMs } = await askClock(prometheus, claim.selector);
  const settled = Math.min(now, clock()) - SETTLED_MS;
  const pages = new PageReader(context, prometheus, series);

  let cursor = claim.cursor?.getTime() ?? onGrid(settled - BEGIN_MS, stepMs);
  const backfillTo = claim.backfill_to?.getTime() ?? onGrid(cursor, stepMs) + stepMs;
  let backfillAt = claim.backfill_at?.getTime() ?? backfillTo;
  let held = await keepPosition(sql, claim, {
    cursor: new Date(cursor),
    backfillTo: new Date(backfillTo),
    backfillAt: new Date(backfillAt),
  });

  const isTime = () => held && !pages.stopped && performance.now() < until;
  let forward = pageAfter(cursor, settled, stepMs, pages.points);
  while (forward && isTime()) {
    const read = await pages.read(forward, hourRun(clock()));
    if (!read) break;
    cursor = read.to;
    held = await keepPosition(sql, claim, { cursor: new Date(cursor), partial: pages.partial });
    forward = pageAfter(cursor, settled, stepMs, pages.points);
  }

  // Samples that were aged out already would be left out anyway.
  const start = claim.backfill_from && Math.max(claim.backfill_from.getTime(), await horizonOf(sql));
  let backward = start === null ? null : pageBefore(backfillAt, start, stepMs, pages.points);
  while (backward && !forward && isTime()) {
    const read = await pages.read(backward, `history from ${claim.backfill_day ?? ""}`, { fromEnd: true });
    if (!read) break;
    backfillAt = read.from;
    held = await keepPosition(sql, claim, { backfillAt: new Date(backfillAt), partial: pages.partial });
    backward = start === null ? null : pageBefore(backfillAt, start, stepMs, pages.points);
  }
  if (start !== null && !backward && claim.backfill_from) await keepPosition(sql, claim, { backfillAt: claim.backfill_from });

  const nothing = `Prometheus has no series of dcgm-exporter or vLLM${claim.selector === "" ? "" : ` with {${claim.selector}}`} at the moment.`;
  const odd =
    series === 0
      ? nothing
      : pages.counts.rejected > 0
        ? warningOf(pages.counts, skewMs, "")
        : warningOf({ ...NOTHING, accepted: 1 }, skewMs, "");
  const warned =
    pages.warnings[0] === undefined ? null : `Prometheus says that its answer is incomplete: ${pages.warnings[0].slice(0, 300)}`;
  return {
    counts: pages.counts,
    run: pages.run,
    warning: [warned, odd].filter((one) => one !== null).join(" ") || null,
    skewMs,
    through: new Date(cursor),
    more: held && !pages.stopped && (forward !== null || backward !== null),
  };
}

/** Reads pages, each smaller than the one before where Prometheus says that it is too much. */
class PageReader {
  counts: Omit<PolledCounts, "run"> = NOTHING;
  run: number | null = null;
  warnings: string[] = [];
  partial: number;
  /** Instants of the next page. */
  points: number;
  /** Half of what was too much. */
  private most = Number.POSITIVE_INFINITY;
  /** What was asked for last lacks something: it is asked for again in the next round. */
  stopped = false;

  constructor(
    private readonly context: ReadingContext,
    private readonly prometheus: Prometheus,
    private series: number,
  ) {
    this.partial = context.claim.partial;
    this.points = pointsAPage(series);
  }

  /** Takes a page, or the part of it that one answer can hold; what was taken, or null where it is not to be counted as read. Throws PollProblem. */
  async read(page: Page, file: string, { fromEnd = false } = {}): Promise<Page | null> {
    const stepMs = this.context.claim.step_s * 1000;
    for (let asked = page; ; ) {
      try {
        return await this.take(asked, file, stepMs);
      } catch (error) {
        const points = (asked.to - asked.from) / stepMs + 1;
        if (!(error instanceof PollProblem) || points <= 1 || !isTooMuch(error)) throw error;
        // A page that grew through a time without series goes back to what the most series so far allow.
        this.most = Math.floor(points / 2);
        this.points = Math.min(this.most, pointsAPage(this.series));
        const span = (this.points - 1) * stepMs;
        asked = fromEnd ? { from: asked.to - span, to: asked.to } : { from: asked.from, to: asked.from + span };
      }
    }
  }

  private async take(page: Page, file: string, stepMs: number): Promise<Page | null> {
    const { sql, ingest, claim, clock } = this.context;
    const answer = await askPage(this.prometheus, claim.selector, page, stepMs);
    try {
      const tail = new AnswerTail();
      const body = tail.watch(await jsonBody(answer));
      const { run, ...counts } = await takePolled(sql, ingest, body, {
        source: claim.source,
        kind: "prometheus",
        file,
        now: new Date(clock()),
      });
      this.run = run;
      this.counts = addCounts(this.counts, counts);
      this.warnings = tail.warnings;
      const points = (page.to - page.from) / stepMs + 1;
      const series = Math.ceil(counts.read / points);
      this.series = Math.max(this.series, series);
      this.points = Math.min(pointsAPage(series), points * GROWTH, this.most);
      if (tail.warnings.length === 0) this.partial = 0;
      else if (this.partial < PARTIAL_TRIES) {
        this.partial += 1;
        this.stopped = true;
        await keepPosition(sql, claim, { partial: this.partial });
        return null;
      }
      return page;
    } finally {
      answer.close();
    }
  }
}

/** More than it lets one question load or answer with, or than it can do in its time. */
const isTooMuch = ({ message, errorType, status }: PollProblem): boolean =>
  /too many samples|exceeded maximum resolution|longer than|did not end|No answer came/i.test(message) ||
  errorType === "timeout" ||
  (status === 503 && errorType === "canceled") ||
  status === 504;
