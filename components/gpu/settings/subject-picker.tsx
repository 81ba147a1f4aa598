"use client";

import { Command } from "cmdk";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../../../lib/money";
import type { FieldControl } from "../../ui/field";
import { offered } from "./match";

/** More than this nobody reads through; typing narrows them. */
const MOST = 100;

export interface PickOption {
  value: string;
  /** Stands beside it, quietly: "8 GPUs". */
  note?: string;
}

/** A name out of those that are known, or any other as it is typed. The list narrows to what the typed name could mean. */
export function SubjectPicker({
  control,
  label,
  options,
  value,
  onChange,
  placeholder = "Search, or type a name",
  empty,
}: {
  control: FieldControl;
  /** As the field's, for screen readers: "Host". */
  label: string;
  options: readonly PickOption[];
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** What stands where nothing of the list is meant. */
  empty?: ReactNode;
}) {
  const typed = value.trim();
  const chosen = options.some((one) => one.value === typed);
  const beginning = typed.endsWith("*");
  // A name that was chosen leaves the list whole, so that another is one click away.
  const meantAll = offered(options, chosen ? "" : typed);
  const shown = meantAll.slice(0, MOST);
  return (
    <Command
      label={label}
      loop
      shouldFilter={false}
      onKeyDown={(event) => {
        // A beginning is meant as it stands; Enter would put the first name in its place.
        if (event.key === "Enter" && beginning) event.preventDefault();
      }}
      className="overflow-hidden rounded-md border border-input bg-card has-aria-invalid:border-destructive"
    >
      <Command.Input
        {...control}
        value={value}
        onValueChange={onChange}
        placeholder={placeholder}
        className="h-8 w-full border-input border-b bg-transparent px-2.5 text-sm outline-none placeholder:text-muted-foreground"
      />
      <Command.List className="max-h-32 overflow-y-auto p-1 text-sm" label={`Known: ${label}`}>
        {shown.length === 0 ? (
          <div role="presentation" className="px-2 py-1.5 text-muted-foreground text-xs">
            {typed === "" ? (empty ?? "None is known yet. Type a name.") : `“${typed}” is not known yet. It is taken as it is.`}
          </div>
        ) : null}
        {shown.map((one) => {
          const on = one.value === typed;
          const meant = on || beginning;
          return (
            <Command.Item
              key={one.value}
              value={one.value}
              className="flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-sm px-2 data-[selected=true]:bg-accent"
              onSelect={() => onChange(one.value)}
            >
              <Check aria-hidden className={meant ? "size-4 shrink-0 text-primary" : "size-4 shrink-0 opacity-0"} />
              <span className="min-w-0 wrap-anywhere">
                {one.value}
                {on ? <span className="sr-only"> (chosen)</span> : null}
              </span>
              {one.note ? <span className="ml-auto shrink-0 pl-2 text-muted-foreground text-xs">{one.note}</span> : null}
            </Command.Item>
          );
        })}
        {meantAll.length > MOST ? (
          <div role="presentation" className="px-2 py-1.5 text-muted-foreground text-xs">
            and {formatCount(String(meantAll.length - MOST))} more: type to narrow them.
          </div>
        ) : null}
      </Command.List>
    </Command>
  );
}
