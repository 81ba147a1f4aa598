"use client";

import { call } from "../../../lib/http/client";
import { useAction } from "../../dialogs/use-action";
import { useRepricing } from "../../prices/use-repricing";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { netText, recomputationText } from "./recomputation-text";
import type { SettingChange } from "./setting-dialog";

/** What was just set, with the way back, and how far history has followed; else the recomputation that runs. */
export function RecomputationNote({
  change,
  running,
  onChanged,
}: {
  change: SettingChange | null;
  running: number | null;
  onChanged: (change: SettingChange) => void;
}) {
  const repricing = useRepricing(change ? change.recomputation : running);
  const undo = useAction(
    (id: number) => call("retireRouting", { id }),
    ({ recomputation }) => onChanged({ recomputation, setting: null, text: "Taken back: what was set before holds again.", net: null }),
  );
  const setting = change?.setting ?? null;
  if (!change && !repricing) return null;
  const variant = repricing?.state === "failed" ? "destructive" : repricing?.state === "running" ? "neutral" : "success";
  return (
    <Notice variant={variant} aria-live="polite" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 sm:flex-nowrap">
      <span className="min-w-0 wrap-anywhere">
        {[change?.text, repricing ? recomputationText(repricing) : null, netText(change?.net ?? null)].filter(Boolean).join(" ")}
      </span>
      {setting !== null ? (
        <Button size="sm" disabled={undo.isPending} onClick={() => undo.mutate(setting)}>
          Undo
        </Button>
      ) : null}
    </Notice>
  );
}
