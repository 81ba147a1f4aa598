"use client";

import { fromText } from "../../dated/words";
import { cn } from "../../ui/cn";
import type { Dated, Thread } from "./standing";

/** What holds of a thread, as the button that opens its form and history, with what is planned below. */
export function EntryButton<Row extends Dated>({
  thread: { holds, planned },
  title,
  textOf,
  noteOf,
  onOpen,
}: {
  thread: Thread<Row>;
  /** For screen readers: "Rate of node-1". */
  title: string;
  textOf: (row: Row) => string;
  /** A quiet second line. */
  noteOf?: (row: Row) => string | null;
  onOpen: () => void;
}) {
  const note = holds ? noteOf?.(holds) : null;
  const text = holds ? textOf(holds) : "nothing yet";
  return (
    <button
      type="button"
      className="group block w-full rounded-sm text-left hover:text-primary"
      aria-label={`${title}: ${text}`}
      onClick={onOpen}
    >
      <span
        className={cn(
          "block wrap-anywhere underline decoration-border decoration-dotted underline-offset-4",
          holds ? "font-medium" : "text-muted-foreground",
        )}
      >
        {text}
      </span>
      {note ? <span className="block text-muted-foreground">{note}</span> : null}
      {planned ? (
        <span className="block text-muted-foreground">
          {textOf(planned)} {fromText(planned.fromDay)}
        </span>
      ) : null}
    </button>
  );
}
