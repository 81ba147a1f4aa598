"use client";

import { useScope } from "../filters/use-scope";
import { useFrame } from "./data-context";

/** On paper, where the bar of range and filters is gone: which period, zone and comparison the figures are of. */
export function PrintHeading() {
  const { scope } = useScope();
  const { zone } = useFrame();
  return (
    <p className="hidden text-muted-foreground text-xs print:block">
      {scope.label} ({scope.from} to {scope.to}, exclusive) · {zone}
      {scope.previous ? ` · compared with ${scope.previous.label}` : ""}
    </p>
  );
}
