"use client";

import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Segmented } from "../ui/segmented";

/** Since when something holds: always, or from the start of a day in the reporting zone. */
export function FromField({
  always,
  day,
  zone,
  error,
  onChange,
}: {
  always: boolean;
  day: string;
  zone: string;
  error: string | undefined;
  onChange: (part: { always?: boolean; day?: string }) => void;
}) {
  return (
    <Field label="From" hint={always ? "For all that there is" : `Start of the day in ${zone}`} error={error}>
      {(control) => (
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label="From when"
            value={always ? "always" : "day"}
            onChange={(next) => onChange({ always: next === "always" })}
            options={[
              { value: "always", label: "Always" },
              { value: "day", label: "A day" },
            ]}
          />
          <Input
            {...control}
            type="date"
            className={always ? "invisible w-36" : "w-36"}
            disabled={always}
            value={day}
            onChange={(event) => onChange({ day: event.target.value })}
          />
        </div>
      )}
    </Field>
  );
}
