"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import type { SourceRow } from "../../../lib/http/operations/sources";
import { EntryDialog } from "../../dated/entry-dialog";
import { EntryForm } from "../../dated/entry-form";
import { placed } from "../../dialogs/placed";
import { ChooseField } from "../../rules/choose-field";
import { Field } from "../../ui/field";
import type { GpuChange } from "./change-note";
import { type GpuSubject, optionsOf } from "./options";
import { type RateDraft, type RatePart, rateDraft, rateInput, spreadUsd } from "./rate-draft";
import { RateFields } from "./rate-fields";
import { hourUsd, RATE_FIELD_WORDS, RATE_FIELDS, type RateField, rateAbout, rateNote, rateText } from "./rate-words";
import { keyOf } from "./standing";
import { SubjectPicker } from "./subject-picker";

/** Whose rate is set or read; without a subject, one is chosen. */
export interface RateTarget {
  field: RateField;
  subject: string | null;
}

const PARTS = ["subject", "usdPerHour", "purchaseUsd", "months", "bill", "fromDay", "note"] as const satisfies readonly RatePart[];

/** Sets what cards cost from a day on; its history below. For reading alone where `may` is false. */
export function RateDialog({
  target,
  rates,
  subjects,
  sources,
  zone,
  today,
  may,
  onClose,
  onChanged,
}: {
  target: RateTarget;
  rates: readonly GpuRateRow[];
  subjects: readonly GpuSubject[];
  /** Those that can have brought bill lines. */
  sources: readonly Pick<SourceRow, "id" | "label">[];
  zone: string;
  today: string;
  may: boolean;
  onClose: () => void;
  onChanged: (change: GpuChange) => void;
}) {
  const queries = useQueryClient();
  const { field, subject } = target;
  const history = subject === null ? [] : rates.filter((row) => keyOf(row) === keyOf({ field, subject }));
  const holds = history.find(({ state }) => state === "holds") ?? null;
  const [draft, setDraft] = useState<RateDraft>(() => ({
    ...rateDraft({ field, subject: subject ?? "" }, holds, today),
    // The first one holds for all that there is; a change begins today.
    always: history.every(({ state }) => state === "retired"),
  }));
  const done = async (change: GpuChange) => {
    await queries.invalidateQueries();
    onChanged(change);
  };
  const save = useMutation({
    mutationFn: () => call("setGpuRate", rateInput(draft)),
    onSuccess: ({ id }) =>
      done({
        text: `Rate of ${rateAbout(rateInput(draft))}: ${draftText(draft)}. GPU cost of the past follows at once.`,
        undo: () => call("retireGpuRate", { id }),
      }),
  });
  const retire = useMutation({
    mutationFn: ({ id }: GpuRateRow) => call("retireGpuRate", { id }),
    onSuccess: (_, row) => done({ text: `Rate of ${rateAbout(row)}: ${rateText(row)} is retired.`, undo: null }),
  });
  const change = (part: Partial<RateDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    save.reset();
  };
  const failure = save.error ?? retire.error;
  const errors: Partial<Record<RatePart | "rest", string>> = failure
    ? errorCode(failure) === "invalid"
      ? placed(errorMessage(failure), PARTS)
      : { rest: errorMessage(failure) }
    : {};
  const picked =
    subject === null ? (
      <>
        <ChooseField
          label="For"
          value={draft.field}
          options={RATE_FIELDS.map((value) => ({ value, label: RATE_FIELD_WORDS[value].label }))}
          onChange={(next) => change({ field: next, subject: "" })}
          className="max-w-64"
        />
        {draft.field === "any" ? null : (
          <Field label={RATE_FIELD_WORDS[draft.field].label} hint={RATE_FIELD_WORDS[draft.field].hint} error={errors.subject}>
            {(control) => (
              <SubjectPicker
                control={control}
                label={RATE_FIELD_WORDS[draft.field].label}
                options={draft.field === "any" ? [] : optionsOf(subjects, draft.field)}
                value={draft.subject}
                onChange={(next) => change({ subject: next })}
              />
            )}
          </Field>
        )}
      </>
    ) : null;
  return (
    <EntryDialog
      title={subject === null ? "Set a rate" : `Rate of ${rateAbout({ field, subject })}`}
      means="What one whole card costs per hour, used or not. GPU cost and idle cost are reckoned with it."
      form={
        may ? (
          <EntryForm
            draft={draft}
            before={picked}
            nothing={history.length > 0 && field !== "any" ? "As the more general rate" : null}
            zone={zone}
            errors={{ from: errors.fromDay, note: errors.note }}
            noteHint="Optional: contract, invoice, who agreed"
            error={errors.rest ?? (draft.nothing && failure ? errorMessage(failure) : null)}
            saving={{ isSaving: save.isPending, onSubmit: () => save.mutate() }}
            onChange={change}
          >
            {draft.nothing ? null : <RateFields draft={draft} sources={sources} errors={errors} onChange={change} />}
          </EntryForm>
        ) : null
      }
      history={history}
      textOf={(row) => [rateText(row), rateNote(row)].filter(Boolean).join(", ")}
      about={rateAbout({ field, subject: subject ?? "" })}
      onRetire={(row) => retire.mutate(row)}
      onAgain={(row) =>
        change({
          ...rateDraft(row, row, today),
          always: row.fromDay === null,
          day: row.fromDay ?? today,
          nothing: row.usdPerHour === null && row.terms !== "billed",
        })
      }
      onClose={onClose}
    />
  );
}

/** What a form sets, as people read it. */
function draftText(draft: RateDraft): string {
  const { nothing, terms, bought } = draft;
  if (nothing) return "as the more general rate";
  if (terms === "billed") return "as billed";
  const hourly = terms === "owned" && bought ? spreadUsd(draft) : rateInput(draft).usdPerHour;
  return hourly === null ? "set" : `${hourUsd(hourly)} per hour`;
}
