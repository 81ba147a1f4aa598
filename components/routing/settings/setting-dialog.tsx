"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import type { RoutingField } from "../../../lib/savings/baselines";
import { EntryHistory } from "../../dated/entry-history";
import { FromField } from "../../dated/from-field";
import { NoteField } from "../../dated/note-field";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { Segmented } from "../../ui/segmented";
import { draftOf, inputOf, placeError, type RoutingDraft } from "./draft";
import { previewText } from "./preview-text";
import { historyOf, holdingOf } from "./standing";
import { ValueFields } from "./value-fields";
import { FIELD_WORDS, inputText, nothingText, SAVINGS_FIELDS, subjectText, titleOf, valueText } from "./words";

/** What is set or read: a field of a subject; without a subject, one is typed. */
export interface SettingTarget {
  field: RoutingField;
  subject: string | null;
}

/** What came of a change, for the note above the page. */
export interface SettingChange {
  recomputation: number | null;
  /** The setting that can be taken back; null after one was retired. */
  setting: number | null;
  text: string;
  /** Net of escalations and failures over all requests it is about, as foreseen; null where nobody looked. */
  net: { before: string; after: string } | null;
}

/** Sets one thing about routing, after showing what it would change; its history below. For reading alone where `may` is false. */
export function SettingDialog({
  target,
  settings,
  subjects,
  zone,
  today,
  may,
  onClose,
  onChanged,
}: {
  target: SettingTarget;
  settings: readonly RoutingSettingRow[];
  subjects: RoutingSubjects;
  zone: string;
  today: string;
  may: boolean;
  onClose: () => void;
  onChanged: (change: SettingChange) => void;
}) {
  const { field } = target;
  const queries = useQueryClient();
  const holding = target.subject === null ? null : holdingOf(settings, field, target.subject);
  const history = target.subject === null ? [] : historyOf(settings, field, target.subject);
  const [draft, setDraft] = useState<RoutingDraft>(() => ({
    ...draftOf({ field, subject: target.subject ?? "", value: holding?.setting.value ?? null }, today),
    // The first one holds for all that there is; a change begins today.
    always: history.every(({ state }) => state === "retired"),
  }));
  const preview = useMutation({ mutationFn: () => call("previewRouting", inputOf(draft)) });
  const done = async (change: SettingChange) => {
    await queries.invalidateQueries();
    onChanged(change);
  };
  const save = useMutation({
    mutationFn: () => call("setRouting", inputOf(draft)),
    onSuccess: ({ setting, recomputation }) =>
      done({
        setting,
        recomputation,
        text: `${titleOf(field, draft.subject.trim())}: ${inputText(inputOf(draft))}.`,
        net: preview.data ? { before: preview.data.netBefore, after: preview.data.netAfter } : null,
      }),
  });
  const retire = useMutation({
    mutationFn: (row: RoutingSettingRow) => call("retireRouting", { id: row.id }),
    onSuccess: ({ recomputation }, row) =>
      done({ setting: null, recomputation, text: `${titleOf(field, row.subject)}: ${valueText(row)} is retired.`, net: null }),
  });
  const change = (part: Partial<RoutingDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    preview.reset();
    save.reset();
  };
  const { label, means } = FIELD_WORDS[field];
  const asksFirst = SAVINGS_FIELDS.has(field);
  const failure = save.error ?? preview.error;
  const placed = failure && errorCode(failure) === "invalid" ? placeError(errorMessage(failure)) : {};
  const elsewhere = failure && errorCode(failure) !== "invalid" ? failure : retire.error;
  const ready = !asksFirst || preview.data != null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save.mutate();
    else preview.mutate();
  };

  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{target.subject === null ? label : titleOf(field, target.subject)}</DialogTitle>
          <DialogDescription>{means}</DialogDescription>
        </DialogHeader>
        {may ? (
          <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
            {target.subject === null ? (
              <Field label={SUBJECT_LABELS[field] ?? "Feature"} hint="As the logs write it" error={placed.subject}>
                {(control) => <Input {...control} value={draft.subject} onChange={(event) => change({ subject: event.target.value })} />}
              </Field>
            ) : null}
            {history.length > 0 ? (
              <Segmented
                label="What is set"
                className="justify-self-start"
                value={draft.nothing ? "nothing" : "value"}
                onChange={(next) => change({ nothing: next === "nothing" })}
                options={[
                  { value: "value", label: "Set" },
                  { value: "nothing", label: nothingText(field, draft.subject) },
                ]}
              />
            ) : null}
            {draft.nothing ? (
              placed.value ? (
                <Notice variant="destructive" role="alert">
                  {placed.value}
                </Notice>
              ) : null
            ) : (
              <ValueFields draft={draft} subjects={subjects} error={placed.value ?? null} onChange={change} />
            )}
            <FromField always={draft.always} day={draft.day} zone={zone} error={placed.from} onChange={change} />
            <NoteField hint="Optional: why, and who agreed" note={draft.note} error={placed.note} onChange={change} />
            {preview.data ? (
              <Notice variant="neutral" aria-live="polite">
                {previewText(preview.data)}
              </Notice>
            ) : null}
            {elsewhere ? (
              <Notice variant="destructive" role="alert">
                {errorMessage(elsewhere)}
              </Notice>
            ) : null}
            <DialogFooter>
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button type="submit" variant="primary" disabled={preview.isPending || save.isPending}>
                {preview.isPending ? "Looking" : save.isPending ? "Saving" : ready ? "Save" : "Show what changes"}
              </Button>
            </DialogFooter>
          </form>
        ) : history.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            {holding ? `That of all features holds: ${valueText(holding.setting)}.` : "Nothing was ever set."} Engineers and admins set it.
          </p>
        ) : null}
        <EntryHistory
          rows={history}
          textOf={valueText}
          about={subjectText(target.subject ?? "")}
          onRetire={may ? (row) => retire.mutate(row) : null}
          onAgain={
            may
              ? (row) =>
                  change({ ...draftOf(row, today), always: row.fromDay === null, day: row.fromDay ?? today, nothing: row.value === null })
              : null
          }
        />
      </DialogContent>
    </Dialog>
  );
}

const SUBJECT_LABELS: Partial<Record<RoutingField, string>> = { alias: "Requested name", model_class: "Model" };
