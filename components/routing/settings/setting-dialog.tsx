"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import type { RoutingField } from "../../../lib/savings/baselines";
import { EntryDialog } from "../../dated/entry-dialog";
import { EntryForm } from "../../dated/entry-form";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
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
  const named =
    target.subject === null ? (
      <Field label={SUBJECT_LABELS[field] ?? "Feature"} hint="As the logs write it" error={placed.subject}>
        {(control) => <Input {...control} value={draft.subject} onChange={(event) => change({ subject: event.target.value })} />}
      </Field>
    ) : null;
  return (
    <EntryDialog
      title={target.subject === null ? label : titleOf(field, target.subject)}
      means={means}
      form={
        may ? (
          <EntryForm
            draft={draft}
            before={named}
            nothing={history.length > 0 ? nothingText(field, draft.subject) : null}
            zone={zone}
            errors={placed}
            noteHint="Optional: why, and who agreed"
            preview={
              preview.data ? (
                <Notice variant="neutral" aria-live="polite">
                  {previewText(preview.data)}
                </Notice>
              ) : null
            }
            error={elsewhere ? errorMessage(elsewhere) : draft.nothing ? (placed.value ?? null) : null}
            saving={{
              isSaving: save.isPending,
              isLooking: preview.isPending,
              look: ready ? null : "Show what changes",
              onSubmit: () => (ready ? save.mutate() : preview.mutate()),
            }}
            onChange={change}
          >
            {draft.nothing ? null : <ValueFields draft={draft} subjects={subjects} error={placed.value ?? null} onChange={change} />}
          </EntryForm>
        ) : null
      }
      otherwise={holding ? `That of all features holds: ${valueText(holding.setting)}.` : undefined}
      history={history}
      textOf={valueText}
      about={subjectText(target.subject ?? "")}
      onRetire={(row) => retire.mutate(row)}
      onAgain={(row) =>
        change({ ...draftOf(row, today), always: row.fromDay === null, day: row.fromDay ?? today, nothing: row.value === null })
      }
      onClose={onClose}
    />
  );
}

const SUBJECT_LABELS: Partial<Record<RoutingField, string>> = { alias: "Requested name", model_class: "Model" };
