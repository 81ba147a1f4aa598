"use client";

import { ChevronDown } from "lucide-react";
import { MenuButton } from "../layout/menu-button";
import { Button } from "../ui/button";
import { COMPARISON_LABELS } from "./scope";
import { useScope } from "./use-scope";

const loadMenu = () => import("./compare-menu").then((module) => module.CompareMenu);

/** What changes are measured against. */
export function ComparePicker() {
  const { state } = useScope();
  return (
    <MenuButton load={loadMenu}>
      <Button aria-label={`Comparison: ${COMPARISON_LABELS[state.vs]}`}>
        {COMPARISON_LABELS[state.vs]}
        <ChevronDown aria-hidden className="text-muted-foreground" />
      </Button>
    </MenuButton>
  );
}
