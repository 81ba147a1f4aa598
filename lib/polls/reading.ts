import type { Sql } from "../../db/client";
import type { IngestContext } from "../ingest";
import type { Claim } from "./claim";
import type { PolledCounts } from "./poll-run";

/** What reading a poll works with. */
export interface ReadingContext {
  sql: Sql;
  ingest: IngestContext;
  claim: Claim;
  token: string | null;
  /** Epoch ms. */
  clock: () => number;
  /** No further page is begun after this, by the machine's own clock (performance.now()). */
  until: number;
}

/** What one reading of a poll came to. */
export interface ReadOnce {
  counts: Omit<PolledCounts, "run">;
  run: number | null;
  warning: string | null;
  skewMs: number | null;
  through: Date | null;
  more: boolean;
}

export const NOTHING: PolledCounts = {
  read: 0,
  accepted: 0,
  duplicate: 0,
  revised: 0,
  ignored: 0,
  rejected: 0,
  run: 0,
  firstRejection: null,
};

export function addCounts(a: Omit<PolledCounts, "run">, b: Omit<PolledCounts, "run">): Omit<PolledCounts, "run"> {
  return {
    read: a.read + b.read,
    accepted: a.accepted + b.accepted,
    duplicate: a.duplicate + b.duplicate,
    revised: a.revised + b.revised,
    ignored: a.ignored + b.ignored,
    rejected: a.rejected + b.rejected,
    firstRejection: a.firstRejection ?? b.firstRejection,
  };
}

const SKEW_MS = 60_000;

/** What is odd about a reading that went well; null where nothing is. */
export function warningOf(
  { read, accepted, duplicate, revised, rejected, firstRejection }: Omit<PolledCounts, "run">,
  skewMs: number | null,
  nothing: string,
): string | null {
  const warnings: string[] = [];
  if (rejected > 0)
    warnings.push(
      `${rejected.toLocaleString("en-US")} of ${read.toLocaleString("en-US")} values were rejected: ${firstRejection ?? "see the run"}`,
    );
  else if (accepted + duplicate + revised === 0) warnings.push(nothing);
  if (skewMs !== null && Math.abs(skewMs) > SKEW_MS)
    warnings.push(`Its clock is ${Math.round(Math.abs(skewMs) / 60_000)} min ${skewMs > 0 ? "ahead of" : "behind"} this machine's.`);
  return warnings.length > 0 ? warnings.join(" ") : null;
}
