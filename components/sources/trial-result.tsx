import type { TrialRow } from "../../lib/http/operations/polls";
import { formatCount } from "../../lib/money";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { adviceFor, sawText, secondText, seriesText, skewText } from "./poll-words";

/** What a trial saw, or why it saw nothing. `onStep` takes the step that Prometheus' own interval suggests; null where it is taken. */
export function TrialResult({ trial, zone, onStep }: { trial: TrialRow; zone: string; onStep: ((seconds: number) => void) | null }) {
  const { problem, saw } = trial;
  const advice = problem ? adviceFor(problem) : null;
  const skew = saw ? skewText(saw.clockSkewMs) : null;
  return (
    <Notice
      variant={saw === null ? "destructive" : problem || saw.warnings.length > 0 ? "warning" : "success"}
      aria-live="polite"
      className="grid gap-1.5"
    >
      {problem ? <p className="font-medium">{problem}</p> : null}
      {advice ? <p className="text-foreground">{advice}</p> : null}
      {saw && !problem ? <p className="wrap-anywhere font-medium">{sawText(saw)}</p> : null}
      {saw ? (
        <div className="grid gap-1 text-foreground text-xs">
          {saw.metrics.length > 0 ? <p>{seriesText(saw)}</p> : null}
          {saw.metrics.length > 0 ? (
            <p>
              {saw.newestAt
                ? `The newest measurement is of ${secondText(saw.newestAt, zone)}.`
                : "It tells no times, as exporters do: a value counts from when it is read."}
              {skew ? ` Its clock is ${skew}.` : ""}
            </p>
          ) : null}
          {saw.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
          {saw.scrapeIntervalS !== null ? (
            <p className="flex flex-wrap items-center gap-2">
              Prometheus itself scrapes about every {saw.scrapeIntervalS} s.
              {onStep ? (
                <Button size="sm" onClick={() => onStep(saw.scrapeIntervalS ?? 60)}>
                  Read a point every {saw.scrapeIntervalS} s
                </Button>
              ) : null}
            </p>
          ) : null}
          {saw.metrics.length > 0 ? (
            <details>
              <summary className="cursor-pointer text-muted-foreground hover:text-foreground">The metrics</summary>
              <ul className="grid max-h-40 gap-0.5 overflow-y-auto pt-1 font-mono">
                {saw.metrics.map(({ name, series }) => (
                  <li key={name} className="flex justify-between gap-4">
                    <span className="min-w-0 break-all">{name}</span>
                    <span>{formatCount(String(series))}</span>
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
      ) : null}
    </Notice>
  );
}
