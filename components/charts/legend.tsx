export interface LegendEntry {
  id: string;
  label: string;
  color: string;
  /** The series' total. */
  note: string;
  /** Undefined for what can't be filtered by. */
  pick?: () => void;
}

/** Series in the order of their marks, from the bottom up; each filters. */
export function Legend({ entries, partial }: { entries: readonly LegendEntry[]; partial: boolean }) {
  return (
    <ul className="flex min-h-8 flex-wrap items-center gap-x-1 gap-y-0 pt-1 text-xs">
      {entries.map(({ id, label, color, note, pick }) => {
        const content = (
          <>
            <span className="size-2 shrink-0 rounded-[2px]" style={{ background: color }} aria-hidden />
            <span className="max-w-48 truncate">{label}</span>
            <span className="text-muted-foreground">{note}</span>
          </>
        );
        return (
          <li key={id}>
            {pick ? (
              <button
                type="button"
                className="flex h-7 items-center gap-1.5 rounded-sm px-1.5 hover:bg-accent"
                onClick={pick}
                title={`Filter by ${label}`}
              >
                {content}
              </button>
            ) : (
              <span className="flex h-7 items-center gap-1.5 px-1.5">{content}</span>
            )}
          </li>
        );
      })}
      {partial ? (
        <li className="flex h-7 items-center gap-1.5 px-1.5 text-muted-foreground">
          <span className="size-2 rounded-[2px] border border-current border-dashed" aria-hidden />
          not complete
        </li>
      ) : null}
    </ul>
  );
}
