import type { ReactNode } from "react";
import { Field } from "../ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";

/** One of a list, by its words. */
export function ChooseField<Value extends string>({
  label,
  hint,
  value,
  options,
  onChange,
  className,
}: {
  label: string;
  hint?: ReactNode;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  className?: string;
}) {
  return (
    <Field label={label} hint={hint} className={className}>
      {(control) => (
        <Select
          value={value}
          onValueChange={(next) => {
            const option = options.find((one) => one.value === next);
            if (option) onChange(option.value);
          }}
        >
          <SelectTrigger {...control} className="w-full min-w-0">
            <SelectValue />
          </SelectTrigger>
          <SelectContent className="overflow-y-auto">
            {options.map((option) => (
              <SelectItem key={option.value} value={option.value}>
                {option.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
