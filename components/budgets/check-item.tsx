import type { ReactNode } from "react";

/** One line of a list to tick. */
export function CheckItem({
  checked,
  onChange,
  note,
  children,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  note?: string;
  children: ReactNode;
}) {
  return (
    <label className="flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm hover:bg-accent">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-primary"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={note ? "truncate" : "min-w-0"}>{children}</span>
      {note ? <span className="ml-auto truncate pl-2 text-muted-foreground text-xs">{note}</span> : null}
    </label>
  );
}
