"use client";

import { useId } from "react";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ChooseField } from "./choose-field";
import type { RuleDraft } from "./draft";
import { DIRECTION_OPTIONS, KIND_OPTIONS, LINE_UNITS } from "./options";
import { durationText } from "./words";

interface ConditionFieldsProps {
  draft: RuleDraft;
  unit: string;
  onChange: (part: Partial<RuleDraft>) => void;
  /** Of a rule that exists the kind stays where "no data" is concerned: that watches something else. */
  kinds?: readonly RuleDraft["kind"][];
}

/** When it tells: a line, a change, its usual band or silence, each with what belongs to it. */
export function ConditionFields({ draft, unit, onChange, kinds }: ConditionFieldsProps) {
  const { kind } = draft;
  return (
    <>
      <ChooseField
        label="It tells when"
        value={kind}
        options={KIND_OPTIONS.filter(({ value }) => !kinds || kinds.includes(value))}
        onChange={(next) => onChange({ kind: next })}
      />
      {kind === "above" || kind === "below" ? (
        <Field label={`The line${LINE_UNITS[unit] ?? ""}`}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              value={draft.line}
              placeholder={unit === "ratio" ? "5" : unit === "ms" ? "2000" : "100"}
              onChange={(event) => onChange({ line: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {kind === "change" ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <ChooseField
            label="Direction"
            value={draft.direction}
            options={DIRECTION_OPTIONS.change}
            onChange={(direction) => onChange({ direction })}
          />
          <Field label="By at least, %">
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={draft.by}
                onChange={(event) => onChange({ by: event.target.value })}
              />
            )}
          </Field>
          <ChooseField
            className="sm:col-span-2"
            label="Held against"
            value={draft.against}
            options={[
              { value: "previous", label: `The ${durationText(draft.windowMinutes)} before` },
              { value: "same_weekday", label: "The same time a week before" },
            ]}
            onChange={(against) => onChange({ against })}
          />
        </div>
      ) : null}
      {kind === "anomaly" ? (
        <>
          <ChooseField
            label="On which side of its band"
            value={draft.direction}
            options={DIRECTION_OPTIONS.anomaly}
            onChange={(direction) => onChange({ direction })}
          />
          <Sensitivity value={draft.sensitivity} onChange={(sensitivity) => onChange({ sensitivity })} />
        </>
      ) : null}
    </>
  );
}

function Sensitivity({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const note = useId();
  return (
    <Field label={`Sensitivity: ${value} of 10`}>
      {(control) => (
        <>
          <input
            {...control}
            type="range"
            min={1}
            max={10}
            step={1}
            value={value}
            aria-describedby={note}
            aria-valuetext={`${value} of 10`}
            className="h-8 w-full accent-primary"
            onChange={(event) => onChange(Number(event.target.value))}
          />
          <p id={note} className="flex justify-between gap-4 text-muted-foreground text-xs">
            <span>1: a wide band, tells rarely</span>
            <span className="text-right">10: a narrow one, tells often</span>
          </p>
        </>
      )}
    </Field>
  );
}
