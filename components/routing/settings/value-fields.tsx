"use client";

import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import { MODEL_CLASSES } from "../../../lib/savings/baselines";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Segmented } from "../../ui/segmented";
import { mixTotal, type RoutingDraft } from "./draft";
import { ModelPicker } from "./model-picker";
import { CLASS_WORDS, FIELD_WORDS } from "./words";

const NUMBERS = {
  context_tokens: { label: "Input tokens of a request", hint: "Declared, before the context was cut: 6000", placeholder: "6000" },
  failure_cost: { label: "US dollars", hint: "Taken where an outcome doesn't tell its own cost. 0 is a cost.", placeholder: "12.50" },
  baseline_failure_rate: { label: "Percent", hint: "Failures among 100 requests that the baseline answers", placeholder: "2" },
} as const;

/** The value of a setting, by its field. `error`: the server's own sentence. */
export function ValueFields({
  draft,
  subjects,
  error,
  onChange,
}: {
  draft: RoutingDraft;
  subjects: RoutingSubjects;
  error: string | null;
  onChange: (part: Partial<RoutingDraft>) => void;
}) {
  switch (draft.field) {
    case "baseline":
    case "alias":
      return (
        <Field
          label="Model"
          error={error}
          hint={
            draft.provider === null
              ? draft.model.trim()
                ? "At the price of whoever serves it."
                : undefined
              : `At the price of ${draft.provider}.`
          }
        >
          {(control) => (
            <ModelPicker control={control} models={subjects.models} model={draft.model} provider={draft.provider} onChange={onChange} />
          )}
        </Field>
      );
    case "context_tokens":
    case "failure_cost":
    case "baseline_failure_rate": {
      const { label, hint, placeholder } = NUMBERS[draft.field];
      return (
        <Field label={label} hint={hint} error={error} className="max-w-64">
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="text-right"
              placeholder={placeholder}
              value={draft.number}
              onChange={(event) => onChange({ number: event.target.value })}
            />
          )}
        </Field>
      );
    }
    case "target_mix":
      return <MixFields draft={draft} error={error} onChange={onChange} />;
    case "model_class":
      return (
        <Field label={FIELD_WORDS.model_class.label} error={error}>
          {() => (
            <Segmented
              label="Class"
              className="justify-self-start"
              value={draft.modelClass}
              onChange={(modelClass) => onChange({ modelClass })}
              options={MODEL_CLASSES.map((value) => ({ value, label: CLASS_WORDS[value] }))}
            />
          )}
        </Field>
      );
  }
}

function MixFields({
  draft,
  error,
  onChange,
}: {
  draft: RoutingDraft;
  error: string | null;
  onChange: (part: Partial<RoutingDraft>) => void;
}) {
  const total = mixTotal(draft.mix);
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 font-medium text-sm">Percent of requests</legend>
      <div className="grid max-w-96 grid-cols-3 gap-3">
        {MODEL_CLASSES.map((one) => (
          <Field key={one} label={CLASS_WORDS[one]}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                className="text-right"
                value={draft.mix[one]}
                onChange={(event) => onChange({ mix: { ...draft.mix, [one]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
      <p role={error ? "alert" : undefined} className={error ? "text-destructive text-xs" : "text-muted-foreground text-xs"}>
        {error ?? (total === null ? "Numbers, please." : `Together ${total} % of 100 %.`)}
      </p>
    </fieldset>
  );
}
