"use client";

import type { ReactNode } from "react";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "../ui/dialog";
import { type Entry, EntryHistory } from "./entry-history";

/** Something that is set from a day on: its form for those who may, and what was ever set. */
export function EntryDialog<Row extends Entry>({
  title,
  means,
  form,
  otherwise = "Nothing was ever set.",
  history,
  onClose,
  textOf,
  about,
  onRetire,
  onAgain,
}: {
  title: string;
  means: ReactNode;
  /** Null for those who only read. */
  form: ReactNode | null;
  /** For them, where nothing is on record: what holds. */
  otherwise?: string;
  history: readonly Row[];
  /** What was set, and of what. */
  textOf: (row: Row) => string;
  about: string;
  onRetire: (row: Row) => void;
  onAgain: (row: Row) => void;
  onClose: () => void;
}) {
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{title}</DialogTitle>
          <DialogDescription>{means}</DialogDescription>
        </DialogHeader>
        {form}
        {form === null && history.length === 0 ? (
          <p className="text-muted-foreground text-sm">{otherwise} Engineers and admins set it.</p>
        ) : null}
        <EntryHistory rows={history} textOf={textOf} about={about} onRetire={form ? onRetire : null} onAgain={form ? onAgain : null} />
      </DialogContent>
    </Dialog>
  );
}
