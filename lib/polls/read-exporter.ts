import { ask } from "./ask";
import { textBody } from "./body";
import { hourRun, takePolled } from "./poll-run";
import { type ReadingContext, type ReadOnce, warningOf } from "./reading";

export const TEXT = "text/plain;version=0.0.4;q=1,*/*;q=0.1";

/**
 * Scrapes an exporter once. Lines without a time were measured when the page was asked for, by our own clock: each scrape is a sample of its own, equal or
 * not, whatever clock the exporter has. Lines with a time have that. Throws PollProblem.
 */
export async function readExporter({ sql, ingest, claim, token, clock }: ReadingContext): Promise<ReadOnce> {
  const answer = await ask(new URL(claim.url), { token, accept: TEXT, clock });
  try {
    const body = await textBody(answer);
    const { run, ...counts } = await takePolled(sql, ingest, body, {
      source: claim.source,
      kind: claim.kind,
      file: hourRun(answer.at),
      now: new Date(clock()),
      measuredAt: answer.at,
    });
    const warning = warningOf(counts, answer.skewMs, "The page holds no metric of dcgm-exporter or vLLM that figures are made of.");
    return { counts, run, warning, skewMs: answer.skewMs, through: null, more: false };
  } finally {
    answer.close();
  }
}
