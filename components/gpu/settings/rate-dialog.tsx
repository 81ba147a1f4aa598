"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import { call } from "../../../lib/http/client";
import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import type { SourceRow } from "../../../lib/http/operations/sources";
import { EntryHistory } from "../../dated/entry-history";
import { FromField } from "../../dated/from-field";
import { NoteField } from "../../dated/note-field";
import { placed } from "../../dialogs/placed";
import { ChooseField } from "../../rules/choose-field";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../../ui/dialog";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Segmented } from "../../ui/segmented";
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">
            {subject === null ? "Set a rate" : `Rate of ${rateAbout({ field, subject })}`}
          </DialogTitle>
          <DialogDescription>
            What one whole card costs per hour, used or not. GPU cost and idle cost are reckoned with it.
          </DialogDescription>
        </DialogHeader>
        {may ? (
          <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
            {subject === null ? (
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
            ) : null}
            {history.length > 0 && field !== "any" ? (
              <Segmented
                label="What is set"
                className="justify-self-start"
                value={draft.nothing ? "nothing" : "value"}
                onChange={(next) => change({ nothing: next === "nothing" })}
                options={[
                  { value: "value", label: "Set" },
                  { value: "nothing", label: "As the more general rate" },
                ]}
              />
            ) : null}
            {draft.nothing ? null : <RateFields draft={draft} sources={sources} errors={errors} onChange={change} />}
            <FromField always={draft.always} day={draft.day} zone={zone} error={errors.fromDay} onChange={change} />
            <NoteField hint="Optional: contract, invoice, who agreed" note={draft.note} error={errors.note} onChange={change} />
            {errors.rest || (draft.nothing && failure) ? (
              <Notice variant="destructive" role="alert">
                {errors.rest ?? errorMessage(failure)}
              </Notice>
            ) : null}
            <DialogFooter>
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button type="submit" variant="primary" disabled={save.isPending}>
                {save.isPending ? "Saving" : "Save"}
              </Button>
            </DialogFooter>
          </form>
        ) : history.length === 0 ? (
          <p className="text-muted-foreground text-sm">Nothing was ever set. Engineers and admins set it.</p>
        ) : null}
        <EntryHistory
          rows={history}
          textOf={(row) => [rateText(row), rateNote(row)].filter(Boolean).join(", ")}
          about={rateAbout({ field, subject: subject ?? "" })}
          onRetire={may ? (row) => retire.mutate(row) : null}
          onAgain={
            may
              ? (row) =>
                  change({
                    ...rateDraft(row, row, today),
                    always: row.fromDay === null,
                    day: row.fromDay ?? today,
                    nothing: row.usdPerHour === null && row.terms !== "billed",
                  })
              : null
          }
        />
      </DialogContent>
    </Dialog>
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
