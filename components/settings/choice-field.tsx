import { Field } from "../ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";

/** One of a few values that have a name each; sent with its form as `name`. */
export function ChoiceField({
  label,
  name,
  first,
  options,
}: {
  label: string;
  name: string;
  first: string;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <Field label={label}>
      {(control) => (
        <Select name={name} defaultValue={first}>
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {options.map((one) => (
              <SelectItem key={one.value} value={one.value}>
                {one.label}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
