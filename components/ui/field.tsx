"use client";

import * as LabelPrimitive from "radix-ui/label";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function Label({ className, ...props }: ComponentProps<typeof LabelPrimitive.Root>) {
  return <LabelPrimitive.Root className={cn("font-medium text-sm", className)} {...props} />;
}

export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** A label, one control (which takes the given props) and a hint or an error below it. */
export function Field({ label, hint, error, className, children }: { label: string; hint?: ReactNode; error?: string | null; className?: string; children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const note = error || hint;
  return (
    <div className={cn("grid gap-1", className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": error ? true : undefined })}
      {note ? (
        <p id={`${id}-note`} className={cn("text-xs", error ? "text-destructive" : "text-muted-foreground")}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
