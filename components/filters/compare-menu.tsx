"use client";

import type { OnDemandMenuProps } from "../layout/menu-button";
import { OnDemandMenu } from "../layout/on-demand-menu";
import { DropdownMenuLabel, DropdownMenuRadioGroup, DropdownMenuRadioItem } from "../ui/dropdown-menu";
import { COMPARISON_LABELS, COMPARISONS } from "./scope";
import { useScope } from "./use-scope";

export function CompareMenu(menu: OnDemandMenuProps) {
  const { state, scope, change } = useScope();
  return (
    <OnDemandMenu {...menu}>
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
            {COMPARISON_LABELS[one]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </OnDemandMenu>
  );
}
