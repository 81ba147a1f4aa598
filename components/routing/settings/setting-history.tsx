"use client";

import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import { Confirm } from "../../dialogs/confirm";
import { When } from "../../settings/when";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { fromText, STATE_WORDS, subjectText, valueText } from "./words";

/** What was ever set for one field and subject, the latest day first. `onRetire` null: for reading alone. */
export function SettingHistory({
  rows,
  onRetire,
  onAgain,
}: {
  rows: readonly RoutingSettingRow[];
  onRetire: ((row: RoutingSettingRow) => void) | null;
  onAgain: ((row: RoutingSettingRow) => void) | null;
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-label="History" className="grid gap-2 border-t pt-4">
      <h3 className="font-medium text-sm">History</h3>
      <ol className="grid gap-2">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-1 rounded-md border px-3 py-2 text-xs">
            <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className={row.state === "retired" ? "text-muted-foreground line-through" : "font-medium"}>{valueText(row)}</span>
              <span className="text-muted-foreground">{fromText(row.fromDay)}</span>
              <Badge variant={row.state === "holds" ? "primary" : "neutral"}>{STATE_WORDS[row.state]}</Badge>
              <span className="ml-auto flex gap-1">
                {onAgain && row.state !== "holds" ? (
                  <Button size="sm" variant="ghost" onClick={() => onAgain(row)}>
                    Set again
                  </Button>
                ) : null}
                {onRetire && row.state !== "retired" ? <Retire row={row} onRetire={onRetire} /> : null}
              </span>
            </div>
            {row.note ? <p>{row.note}</p> : null}
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

function Retire({ row, onRetire }: { row: RoutingSettingRow; onRetire: (row: RoutingSettingRow) => void }) {
  return (
    <Confirm
      title={`Retire “${valueText(row)}” for ${subjectText(row.subject)}?`}
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
  );
}
