"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, errorMessage } from "../../../lib/errors";
import type { RuleField, RuleSets } from "../../../lib/gpu/rule";
import { call } from "../../../lib/http/client";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import { EntryDialog } from "../../dated/entry-dialog";
import { EntryForm } from "../../dated/entry-form";
import { placed } from "../../dialogs/placed";
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
  return (
    <EntryDialog
      title={known ? ruleTitle(known) : "Add a rule"}
      means={SETS_WORDS[draft.sets].means}
      form={
        may ? (
          <EntryForm
            draft={draft}
            nothing={history.length > 0 ? "None from then on" : null}
            zone={zone}
            errors={{ from: errors.fromDay, note: errors.note }}
            noteHint="Optional: why, and who agreed"
            preview={preview.data ? <RulePreview preview={preview.data} sets={draft.sets} /> : null}
            error={errors.rest ?? errors.sets ?? null}
            saving={{
              isSaving: save.isPending,
              isLooking: preview.isPending,
              look: ready ? null : "Show what moves",
              onSubmit: () => (ready ? save.mutate() : preview.mutate()),
            }}
            onChange={change}
          >
            <RuleFields draft={draft} fixed={known !== null} subjects={subjects} values={values} errors={errors} onChange={change} />
          </EntryForm>
        ) : null
      }
      history={history}
      textOf={ruleText}
      about={known ? ruleAbout(known) : ""}
      onRetire={(row) => retire.mutate(row)}
      onAgain={(row) =>
        change({ ...ruleDraft(row, today), always: row.fromDay === null, day: row.fromDay ?? today, nothing: row.value === null })
      }
      onClose={onClose}
    />
  );
}
