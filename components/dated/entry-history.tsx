"use client";

import { Confirm } from "../dialogs/confirm";
import { When } from "../settings/when";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { type EntryState, fromText, STATE_WORDS } from "./words";

/** Something that somebody set from a day on; `fromDay` null = always. */
export interface Entry {
  id: number;
  fromDay: string | null;
  state: EntryState;
  note: string | null;
  createdBy: string;
  createdAt: string;
  retiredBy: string | null;
  retiredAt: string | null;
}

/** What was ever set for one thing, the latest day first. Without the two verbs it is for reading alone. */
export function EntryHistory<Row extends Entry>({
  rows,
  textOf,
  about,
  onRetire,
  onAgain,
}: {
  rows: readonly Row[];
  textOf: (row: Row) => string;
  /** Of what: "node-1". */
  about: string;
  onRetire: ((row: Row) => void) | null;
  onAgain: ((row: Row) => void) | null;
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-label="History" className="grid gap-2 border-t pt-4">
      <h3 className="font-medium text-sm">History</h3>
      <ol className="grid gap-2">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-1 rounded-md border px-3 py-2 text-xs">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className={row.state === "retired" ? "text-muted-foreground line-through" : "font-medium"}>{textOf(row)}</span>
              <span className="text-muted-foreground">{fromText(row.fromDay)}</span>
              <Badge variant={row.state === "holds" ? "primary" : "neutral"}>{STATE_WORDS[row.state]}</Badge>
              <span className="ml-auto flex gap-1">
                {onAgain && row.state !== "holds" ? (
                  <Button size="sm" variant="ghost" onClick={() => onAgain(row)}>
                    Set again
                  </Button>
                ) : null}
                {onRetire && row.state !== "retired" ? (
                  <Confirm
                    title={`Retire “${textOf(row)}” for ${about}?`}
                    action="Retire it"
                    onConfirm={() => onRetire(row)}
                    trigger={
                      <Button size="sm" variant="ghost">
                        Retire
                      </Button>
                    }
                  >
                    <p>It stops to hold, for the past too, and what was set before it holds again. The entry stays on record.</p>
                  </Confirm>
                ) : null}
              </span>
            </div>
            {row.note ? <p className="wrap-anywhere">{row.note}</p> : null}
            <p className="text-muted-foreground">
              {row.createdBy}, <When at={row.createdAt} never="—" />
              {row.retiredAt ? (
                <>
                  ; retired by {row.retiredBy ?? "—"}, <When at={row.retiredAt} never="—" />
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
