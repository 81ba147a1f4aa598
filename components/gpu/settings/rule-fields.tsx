"use client";

import type { RuleSets } from "../../../lib/gpu/rule";
import { ChooseField } from "../../rules/choose-field";
import { Field } from "../../ui/field";
import { AlternativeField } from "./alternative-field";
import { type GpuSubject, optionsOf } from "./options";
import { type RuleDraft, type RulePart, settingOther } from "./rule-draft";
import { RULE_FIELD_WORDS, SETS, SETS_WORDS } from "./rule-words";
import { type PickOption, SubjectPicker } from "./subject-picker";

/** What a rule is about and what it says. `fixed`: what it is about is given. */
export function RuleFields({
  draft,
  fixed,
  subjects,
  values,
  errors,
  onChange,
}: {
  draft: RuleDraft;
  fixed: boolean;
  subjects: readonly GpuSubject[];
  values: Record<RuleSets, readonly PickOption[]>;
  errors: Partial<Record<RulePart, string>>;
  onChange: (part: Partial<RuleDraft>) => void;
}) {
  const words = SETS_WORDS[draft.sets];
  return (
    <>
      {fixed ? null : (
        <>
          <div className="grid items-start gap-3 sm:grid-cols-2">
            <ChooseField
              label="What it sets"
              value={draft.sets}
              options={SETS.map((value) => ({ value, label: SETS_WORDS[value].label }))}
              onChange={(sets) => onChange(settingOther(draft, sets))}
            />
            <ChooseField
              label="For a"
              value={draft.field}
              options={words.fields.map((value) => ({ value, label: RULE_FIELD_WORDS[value].label }))}
              onChange={(field) => onChange({ field, subject: "" })}
            />
          </div>
          <Field
            label={RULE_FIELD_WORDS[draft.field].label}
            hint={`${RULE_FIELD_WORDS[draft.field].hint}. With * at the end: every name that begins so.`}
            error={errors.subject ?? errors.field}
          >
            {(control) => (
              <SubjectPicker
                control={control}
                label={RULE_FIELD_WORDS[draft.field].label}
                options={optionsOf(subjects, draft.field)}
                value={draft.subject}
                onChange={(subject) => onChange({ subject })}
              />
            )}
          </Field>
        </>
      )}
      {draft.nothing ? (
        <p className="text-muted-foreground text-sm">From then on: {words.none}, whatever a more general rule says.</p>
      ) : (
        <Field label={words.label} error={errors.value}>
          {(control) => {
            const shared = {
              control,
              label: words.label,
              placeholder: `Search, or type one, such as ${words.placeholder}`,
              value: draft.value,
              onChange: (value: string) => onChange({ value }),
            };
            return draft.sets === "alternative" ? (
              <AlternativeField {...shared} model={draft.subject} used={values.alternative} />
            ) : (
              <SubjectPicker {...shared} empty="None is known yet. Type one." options={values[draft.sets]} />
            );
          }}
        </Field>
      )}
    </>
  );
}
