"use client";

import * as ToggleGroup from "radix-ui/toggle-group";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** One of a few, always exactly one: "chart | table", "day | week | month". */
export function Segmented<T extends string>({ value, onChange, options, label, className }: { value: T; onChange: (value: T) => void; options: readonly { value: T; label: ReactNode }[]; label: string; className?: string }) {
  return (
    <ToggleGroup.Root
      type="single"
      value={value}
      aria-label={label}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option) onChange(option.value);
      }}
      className={cn("inline-flex h-7 items-center rounded-md border border-input bg-card p-0.5", className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex h-full items-center gap-1 whitespace-nowrap rounded-sm px-2 text-muted-foreground text-xs hover:text-foreground data-[state=on]:bg-accent data-[state=on]:font-medium data-[state=on]:text-foreground"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
