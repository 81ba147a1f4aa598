"use client";

import { Field } from "../ui/field";
import { Textarea } from "../ui/input";

/** Why something is set. */
export function NoteField({
  hint,
  note,
  error,
  onChange,
}: {
  hint: string;
  note: string;
  error: string | undefined;
  onChange: (part: { note: string }) => void;
}) {
  return (
    <Field label="Note" hint={hint} error={error}>
      {(control) => (
        <Textarea {...control} className="min-h-14" value={note} onChange={(event) => onChange({ note: event.target.value })} />
      )}
    </Field>
  );
}
