"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import type { RuleField, RuleSets } from "../../../lib/gpu/rule";
import { call } from "../../../lib/http/client";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import { EntryHistory } from "../../dated/entry-history";
import { FromField } from "../../dated/from-field";
import { NoteField } from "../../dated/note-field";
import { placed } from "../../dialogs/placed";
import { Button } from "../../ui/button";
import { Dialog, DialogClose, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { Segmented } from "../../ui/segmented";
import type { GpuChange } from "./change-note";
import type { GpuSubject } from "./options";
import { type RuleDraft, type RulePart, ruleDraft, ruleInput } from "./rule-draft";
import { RuleFields } from "./rule-fields";
import { RulePreview } from "./rule-preview";
import { ruleAbout, ruleText, ruleTitle, SETS_WORDS } from "./rule-words";
import { keyOf } from "./standing";
import type { PickOption } from "./subject-picker";

/** What is set or read; without a subject, one is chosen. */
export interface RuleTarget {
  sets: RuleSets;
  field?: RuleField;
  subject: string | null;
}

const PARTS = ["field", "subject", "sets", "value", "fromDay", "note"] as const satisfies readonly RulePart[];

/** Sets what cards belong to, after showing which would move; its history below. For reading alone where `may` is false. */
export function RuleDialog({
  target,
  rules,
  subjects,
  values,
  zone,
  today,
  may,
  onClose,
  onChanged,
}: {
  target: RuleTarget;
  rules: readonly GpuRuleRow[];
  subjects: readonly GpuSubject[];
  /** What each kind of rule can say, as far as it is known. */
  values: Record<RuleSets, readonly PickOption[]>;
  zone: string;
  today: string;
  may: boolean;
  onClose: () => void;
  onChanged: (change: GpuChange) => void;
}) {
  const queries = useQueryClient();
  const { sets, field, subject } = target;
  const known = field !== undefined && subject !== null ? { sets, field, subject } : null;
  const history = known ? rules.filter((row) => keyOf(row) === keyOf(known)) : [];
  const holds = history.find(({ state }) => state === "holds") ?? null;
  const [draft, setDraft] = useState<RuleDraft>(() => ({
    ...ruleDraft({ sets, field, subject: subject ?? "", value: holds?.value }, today),
    // The first one holds for all that there is; a change begins today.
    always: history.every(({ state }) => state === "retired"),
  }));
  const preview = useMutation({ mutationFn: () => call("previewGpuRule", ruleInput(draft)) });
  const done = async (change: GpuChange) => {
    await queries.invalidateQueries();
    onChanged(change);
  };
  const save = useMutation({
    mutationFn: () => call("setGpuRule", ruleInput(draft)),
    onSuccess: ({ id }) =>
      done({ text: `${ruleTitle(ruleInput(draft))}: ${ruleText(ruleInput(draft))}.`, undo: () => call("retireGpuRule", { id }) }),
  });
  const retire = useMutation({
    mutationFn: ({ id }: GpuRuleRow) => call("retireGpuRule", { id }),
    onSuccess: (_, row) => done({ text: `${ruleTitle(row)}: ${ruleText(row)} is retired.`, undo: null }),
  });
  const change = (part: Partial<RuleDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    preview.reset();
    save.reset();
  };
  const failure = save.error ?? preview.error ?? retire.error;
  const errors: Partial<Record<RulePart | "rest", string>> = failure
    ? errorCode(failure) === "invalid"
      ? placed(errorMessage(failure), PARTS)
      : { rest: errorMessage(failure) }
    : {};
  // What is compared with moves no card.
  const ready = draft.sets === "alternative" || preview.data != null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) save.mutate();
    else preview.mutate();
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? null : onClose())}>
      <DialogContent className="max-w-xl">
        <DialogHeader>
          <DialogTitle className="wrap-anywhere">{known ? ruleTitle(known) : "Add a rule"}</DialogTitle>
          <DialogDescription>{SETS_WORDS[draft.sets].means}</DialogDescription>
        </DialogHeader>
        {may ? (
          <form onSubmit={submit} className="grid min-w-0 gap-4" noValidate>
            {history.length > 0 ? (
              <Segmented
                label="What is set"
                className="justify-self-start"
                value={draft.nothing ? "nothing" : "value"}
                onChange={(next) => change({ nothing: next === "nothing" })}
                options={[
                  { value: "value", label: "Set" },
                  { value: "nothing", label: "None from then on" },
                ]}
              />
            ) : null}
            <RuleFields draft={draft} fixed={known !== null} subjects={subjects} values={values} errors={errors} onChange={change} />
            <FromField always={draft.always} day={draft.day} zone={zone} error={errors.fromDay} onChange={change} />
            <NoteField hint="Optional: why, and who agreed" note={draft.note} error={errors.note} onChange={change} />
            {preview.data ? <RulePreview preview={preview.data} sets={draft.sets} /> : null}
            {errors.rest || errors.sets ? (
              <Notice variant="destructive" role="alert">
                {errors.rest ?? errors.sets}
              </Notice>
            ) : null}
            <DialogFooter>
              <DialogClose asChild>
                <Button>Cancel</Button>
              </DialogClose>
              <Button type="submit" variant="primary" disabled={preview.isPending || save.isPending}>
                {preview.isPending ? "Looking" : save.isPending ? "Saving" : ready ? "Save" : "Show what moves"}
              </Button>
            </DialogFooter>
          </form>
        ) : history.length === 0 ? (
          <p className="text-muted-foreground text-sm">Nothing was ever set. Engineers and admins set it.</p>
        ) : null}
        <EntryHistory
          rows={history}
          textOf={ruleText}
          about={known ? ruleAbout(known) : ""}
          onRetire={may ? (row) => retire.mutate(row) : null}
          onAgain={
            may
              ? (row) =>
                  change({
                    ...ruleDraft(row, today),
                    always: row.fromDay === null,
                    day: row.fromDay ?? today,
                    nothing: row.value === null,
                  })
              : null
          }
        />
      </DialogContent>
    </Dialog>
  );
}
