interface WatchLegendProps {
  label: string;
  line: string;
  banded: boolean;
  /** What a red stretch is; null where there is none. */
  told: string | null;
}

/** What the marks of a watched value mean, in their order. */
export function WatchLegend({ label, line, banded, told }: WatchLegendProps) {
  return (
    <ul className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 pt-1 text-xs">
      <li className="flex items-center gap-1.5">
        <span className="h-0.5 w-4 bg-primary" aria-hidden />
        {label}
      </li>
      <li className="flex items-center gap-1.5 text-muted-foreground">
        <span
          className={banded ? "h-3 w-4 border-t border-primary/40 bg-primary/15" : "w-4 border-t border-muted-foreground border-dashed"}
          aria-hidden
        />
        {line}
      </li>
      {told ? (
        <li className="flex items-center gap-1.5 text-muted-foreground">
          <span className="h-3 w-4 border-destructive border-l bg-destructive/15" aria-hidden />
          {told}
        </li>
      ) : null}
    </ul>
  );
}
