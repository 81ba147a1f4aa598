"use client";

import { monitoredBy } from "../../lib/metrics/monitored";
import { useFrame } from "../panels/data-context";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ChooseField } from "./choose-field";
import type { RuleDraft } from "./draft";
import { cooldownOptions, heldOptions, hysteresisOptions, windowOptions } from "./options";
import { durationText } from "./words";

const MINIMUMS = [
  { value: "requests", label: "requests" },
  { value: "attempts", label: "attempts" },
  { value: "sessions", label: "sessions" },
  { value: "cost", label: "US dollars of cost" },
] as const satisfies readonly { value: RuleDraft["minimumMetric"]; label: string }[];

interface WhenFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
  /** Of a rule that exists the window stays: another one would be another rule. */
  fixedWindow: boolean;
}

/** Over which window, for how long, from how much on; and when an alert ends and may come again. */
export function WhenFields({ draft, onChange, fixedWindow }: WhenFieldsProps) {
  const { metrics } = useFrame();
  const about = metrics.find(({ id }) => id === draft.metric);
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {fixedWindow ? null : (
          <ChooseField
            label="Over"
            hint={draft.windowMinutes < 60 ? "Looked at each minute." : "Looked at each hour."}
            value={String(draft.windowMinutes)}
            options={windowOptions(draft, about, draft.windowMinutes)}
            onChange={(value) => onChange({ windowMinutes: Number(value) })}
          />
        )}
        <ChooseField
          label="For how long"
          hint="How long it must hold before it tells."
          value={String(draft.forMinutes)}
          options={heldOptions(draft.windowMinutes, draft.forMinutes)}
          onChange={(value) => onChange({ forMinutes: Number(value) })}
        />
        {draft.kind === "no_data" ? null : (
          <ChooseField
            label="It ends"
            hint="So that a value that rocks on the line tells once."
            value={String(draft.hysteresis)}
            options={hysteresisOptions(draft.hysteresis)}
            onChange={(value) => onChange({ hysteresis: Number(value) })}
          />
        )}
        <ChooseField
          label="Cool-down"
          hint="Silence after it began, also if it begins again."
          value={String(draft.cooldownMinutes)}
          options={cooldownOptions(draft.cooldownMinutes)}
          onChange={(value) => onChange({ cooldownMinutes: Number(value) })}
        />
      </div>
      {draft.kind === "no_data" || monitoredBy(draft.metric) !== "calls" ? null : (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field label="Only from this much on" hint={`Below it in ${durationText(draft.windowMinutes)}, nothing is said. Empty: always.`}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={draft.minimum}
                placeholder="100"
                onChange={(event) => onChange({ minimum: event.target.value })}
              />
            )}
          </Field>
          <ChooseField
            label="Counted in"
            value={draft.minimumMetric}
            options={MINIMUMS}
            onChange={(minimumMetric) => onChange({ minimumMetric })}
          />
        </div>
      )}
    </>
  );
}
