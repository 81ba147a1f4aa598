"use client";

import type { RoutingSettingRow } from "../../../lib/http/operations/routing-settings";
import type { RoutingField } from "../../../lib/savings/baselines";
import { fromText } from "../../dated/words";
import { cn } from "../../ui/cn";
import type { SettingTarget } from "./setting-dialog";
import { holdingOf, plannedOf } from "./standing";
import { FIELD_WORDS, titleOf, valueText } from "./words";

/** What holds for a subject, as the button that opens its form and history. What is inherited or by default is quiet. */
export function SettingButton({
  settings,
  field,
  subject,
  otherwise,
  onOpen,
  className,
}: {
  settings: readonly RoutingSettingRow[];
  field: RoutingField;
  subject: string;
  /** What holds where nothing is set. */
  otherwise?: string;
  onOpen: (target: SettingTarget) => void;
  className?: string;
}) {
  const holding = holdingOf(settings, field, subject);
  const planned = plannedOf(settings, field, subject);
  const text = holding ? valueText(holding.setting) : (otherwise ?? FIELD_WORDS[field].none);
  const whose = holding ? (holding.inherited ? "as all features" : fromText(holding.setting.fromDay)) : null;
  return (
    <button
      type="button"
      className={cn("group block w-full rounded-sm text-left hover:text-primary", className)}
      aria-label={`${titleOf(field, subject)}: ${text}${whose ? `, ${whose}` : ""}`}
      onClick={() => onOpen({ field, subject })}
    >
      <span
        className={cn(
          "block wrap-anywhere underline decoration-border decoration-dotted underline-offset-4",
          !holding || holding.inherited ? "text-muted-foreground" : "font-medium",
        )}
      >
        {text}
      </span>
      {whose && !holding?.inherited ? <span className="block text-muted-foreground">{whose}</span> : null}
      {planned ? (
        <span className="block text-muted-foreground">
          {valueText(planned)} {fromText(planned.fromDay)}
        </span>
      ) : null}
    </button>
  );
}
