"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { formatCount, formatUsd, isZero } from "../../lib/money";
import type { GpuModels } from "../../lib/self-hosting/models-answer";
import { useShell } from "../layout/shell-context";
import { CsvButton } from "../panels/csv-button";
import { StaleNote } from "../panels/stale-note";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Skeleton } from "../ui/skeleton";
import { BreakEvenPanel } from "./break-even-panel";
import { modelsCsv } from "./models-csv";
import { ModelsTable } from "./models-table";
import { useGpuFigures } from "./use-gpu-figures";

/** What self-hosted models cost, and whether an API would cost less. */
export function ModelsPanel() {
  const state = useGpuFigures("gpuModels");
  const { answer } = state;
  const some = answer == null || answer.models.length > 0;
  return (
    <>
      <Card aria-label="Self-hosted models" aria-busy={state.stale} className="break-inside-avoid">
        <CardHeader>
          <div>
            <CardTitle>Self-hosted models</CardTitle>
            <CardDescription>What they cost with all their hours, the idle ones too</CardDescription>
          </div>
          {answer && some ? (
            <CsvButton
              name={`self-hosted-models_${answer.meta.range.from}_${answer.meta.range.to}`}
              text={() => modelsCsv(answer.models)}
              className="print:hidden"
            />
          ) : null}
        </CardHeader>
        <div className={cn("transition-opacity", state.stale && "opacity-60")}>
          {!answer ? (
            state.error ? null : (
              <Skeleton className="mx-4 mb-4 h-[560px]" />
            )
          ) : some ? (
            <ModelsTable answer={answer} />
          ) : (
            <EmptyState title="No model is known to run on these GPUs" action={<SettingsLink>Say what GPUs serve</SettingsLink>}>
              Connect the vLLM servers that run on them, or set a rule that says which host, pool or pod serves which model.
            </EmptyState>
          )}
          {answer ? <Unattributed of={answer.unattributed} some={some} /> : null}
        </div>
        <StaleNote state={state} className="px-4 py-2" />
      </Card>
      {answer && some ? <BreakEvenPanel models={answer.models} stale={state.stale} /> : null}
    </>
  );
}

/** GPUs that no model is known for: not in the table, so said under it. */
function Unattributed({ of: { cards, gpuCost, idleCost, gpuHours }, some }: { of: GpuModels["unattributed"]; some: boolean }) {
  if (gpuHours == null || isZero(gpuHours)) return null;
  const cost = gpuCost == null ? "no known cost" : `${formatUsd(gpuCost)}, ${formatUsd(idleCost ?? "0")} of it idle`;
  return (
    <p className="flex flex-wrap gap-x-2 border-t px-4 py-2 text-muted-foreground text-xs">
      <span>
        {formatCount(cards)} {cards === "1" ? "GPU serves" : "GPUs serve"} no known model: {cost}
        {some ? ". They are not in this table." : "."}
      </span>
      {some ? <SettingsLink>Say what they serve</SettingsLink> : null}
    </p>
  );
}

/** The way to the GPU settings, for who may see them. */
function SettingsLink({ children }: { children: string }) {
  const { user } = useShell();
  if (!can(user.role, "view_prices")) return null;
  return (
    <Link href="/gpu/settings" className="whitespace-nowrap text-primary text-xs underline-offset-4 hover:underline print:hidden">
      {children} →
    </Link>
  );
}
