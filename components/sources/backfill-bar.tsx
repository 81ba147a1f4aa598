import type { PollRow } from "../../lib/http/operations/polls";
import { backfillText } from "./poll-words";

/** How far back history is read. */
export function BackfillBar({ backfill, paused, zone }: { backfill: NonNullable<PollRow["backfill"]>; paused: boolean; zone: string }) {
  const percent = backfill.done ? 100 : Math.floor(backfill.share * 100);
  return (
    <div className="grid max-w-md gap-1">
      <div
        role="progressbar"
        aria-label="History read"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div className="h-full bg-primary" style={{ width: `${percent}%` }} />
      </div>
      <p className="text-muted-foreground text-xs">
        {backfillText(backfill, zone)}
        {paused && !backfill.done ? " It goes on once it is resumed." : ""}
      </p>
    </div>
  );
}
