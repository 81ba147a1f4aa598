"use client";

import type { FormEvent, ReactNode } from "react";
import { Button } from "../ui/button";
import { DialogClose, DialogFooter } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Segmented } from "../ui/segmented";
import { FromField } from "./from-field";
import { NoteField } from "./note-field";

/** What every draft of something that is set from a day on has. */
export interface EntryDraft {
  /** Nothing from then on, instead of a value. */
  nothing: boolean;
  always: boolean;
  day: string;
  note: string;
}

/** Sending it: at once, or after a look at what it would change. */
interface Saving {
  isSaving: boolean;
  isLooking?: boolean;
  /** What the button says as long as a look comes first; null: it saves. */
  look?: string | null;
  onSubmit: () => void;
}

/** The form of something that is set from a day on: set or nothing, its fields, since when, a note, and the buttons. */
export function EntryForm({
  draft,
  before,
  nothing,
  children,
  zone,
  errors,
  noteHint,
  preview,
  error,
  saving: { isSaving, isLooking = false, look = null, onSubmit },
  onChange,
}: {
  draft: EntryDraft;
  /** The fields that say what it is about; above all others. */
  before?: ReactNode;
  /** What setting nothing means: "None from then on"; null where that can't be. */
  nothing: string | null;
  /** The fields of its value. */
  children: ReactNode;
  zone: string;
  errors: { from?: string | undefined; note?: string | undefined };
  noteHint: string;
  /** What it would change; null before anybody looked. */
  preview?: ReactNode;
  /** What belongs to no field. */
  error: string | null;
  saving: Saving;
  onChange: (part: Partial<EntryDraft>) => void;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
      {before}
      {nothing === null ? null : (
        <Segmented
          label="What is set"
          className="justify-self-start"
          value={draft.nothing ? "nothing" : "value"}
          onChange={(next) => onChange({ nothing: next === "nothing" })}
          options={[
            { value: "value", label: "Set" },
            { value: "nothing", label: nothing },
          ]}
        />
      )}
      {children}
      <FromField always={draft.always} day={draft.day} zone={zone} error={errors.from} onChange={onChange} />
      <NoteField hint={noteHint} note={draft.note} error={errors.note} onChange={onChange} />
      {preview}
      {error === null ? null : (
        <Notice variant="destructive" role="alert">
          {error}
        </Notice>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" disabled={isLooking || isSaving}>
          {isLooking ? "Looking" : isSaving ? "Saving" : (look ?? "Save")}
        </Button>
      </DialogFooter>
    </form>
  );
}
