"use client";

import type { RuleSets } from "../../../lib/gpu/rule";
import type { OutputOf } from "../../../lib/http/operations";
import { Notice } from "../../ui/notice";
import { movedLines, rulePreviewText } from "./rule-preview-text";

const FEW = 6;

/** Which cards and how much cost a rule would move, before it is saved. */
export function RulePreview({ preview, sets }: { preview: OutputOf<"previewGpuRule">; sets: RuleSets }) {
  const lines = movedLines(preview, sets);
  return (
    <Notice aria-live="polite" className="grid gap-2">
      <p>{rulePreviewText(preview)}</p>
      {lines.length > 0 ? (
        <ul className="grid gap-1 text-xs">
          {lines.slice(0, FEW).map(({ from, to, cards, usd }) => (
            <li key={`${from} ${to}`} className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0 wrap-anywhere">
                {from} <span aria-hidden>→</span>
                <span className="sr-only">becomes</span> <span className="font-medium">{to}</span>
              </span>
              <span className="text-muted-foreground">
                {cards}, {usd}
              </span>
            </li>
          ))}
          {lines.length > FEW ? <li className="text-muted-foreground">and {lines.length - FEW} more</li> : null}
        </ul>
      ) : null}
    </Notice>
  );
}
