"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { COMPARISONS, type Comparison } from "./scope";
import { useScope } from "./use-scope";

const LABELS: Record<Comparison, string> = { previous: "vs previous", none: "No comparison" };

/** What changes are measured against. */
export function ComparePicker() {
  const { state, scope, change } = useScope();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button aria-label={`Comparison: ${LABELS[state.vs]}`}>
          {LABELS[state.vs]}
          <ChevronDown aria-hidden className="text-muted-foreground" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {scope.previous ? <DropdownMenuLabel>Previous is {scope.previous.label}</DropdownMenuLabel> : null}
        <DropdownMenuRadioGroup
          value={state.vs}
          onValueChange={(value) => {
            const next = COMPARISONS.find((one) => one === value);
            if (next) change({ vs: next });
          }}
        >
          {COMPARISONS.map((one) => (
            <DropdownMenuRadioItem key={one} value={one}>
              {LABELS[one]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
