"use client";

import { useAction } from "../../dialogs/use-action";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** What was just set or retired. */
export interface GpuChange {
  text: string;
  /** Takes it back; null after one was retired. */
  undo: (() => Promise<unknown>) | null;
}

/** What was just set, with the way back. */
export function ChangeNote({ change, onChanged }: { change: GpuChange; onChanged: (change: GpuChange) => void }) {
  const undo = useAction(
    (take: () => Promise<unknown>) => take(),
    () => onChanged({ text: "Taken back: what was set before holds again.", undo: null }),
  );
  const { undo: take } = change;
  return (
    <Notice variant="success" aria-live="polite" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:flex-nowrap">
      <span className="min-w-0 wrap-anywhere">{change.text}</span>
      {take ? (
        <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate(take)}>
          Undo
        </Button>
      ) : null}
    </Notice>
  );
}
