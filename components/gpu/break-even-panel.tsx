"use client";

import { ChartLine } from "lucide-react";
import { useState } from "react";
import { compare, formatUsd, negate } from "../../lib/money";
import type { BreakEven, HostedModel } from "../../lib/self-hosting/models-answer";
import { BREAK_EVEN_STEPS, type BreakEvenInput, tokensAt } from "../charts/break-even-geometry";
import { API_COLOR, BreakEvenLines, FLAT_COLOR } from "../charts/break-even-lines";
import { Plot } from "../charts/plot";
import { ChartPanel } from "../panels/chart-panel";
import { CardContent, CardDescription, CardTitle } from "../ui/card";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/empty-state";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { AlternativeButton } from "./alternative-button";
import { atTraffic, breakEvenCsv, drawnOf } from "./break-even-rows";
import { BreakEvenTable } from "./break-even-table";
import { alternativeText, apiName, breakEvenSentence, capacityText, tokensText } from "./break-even-words";
import { shortName } from "./short-name";

/** Whether one self-hosted model is worth its GPUs: its reserved hours against the price of the same traffic at an API. */
export function BreakEvenPanel({ models, stale }: { models: readonly HostedModel[]; stale: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const model = models.find((one) => one.model === chosen) ?? models.find(({ breakEven }) => breakEven != null) ?? models[0];
  if (!model) return null;
  const drawn = drawnIn(model);
  return (
    <ChartPanel
      label="Break-even with an API"
      icon={ChartLine}
      csv={drawn && { name: `break-even_${shortName(model.model)}`, text: () => breakEvenCsv(drawn.breakEven, drawn.input) }}
      heading={
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <CardTitle>Break-even with an API</CardTitle>
          <CardDescription className="max-sm:hidden">Cost a day against tokens a day</CardDescription>
          {models.length > 1 ? (
            <Select value={model.model} onValueChange={setChosen}>
              <SelectTrigger className="h-7 max-w-56 text-xs print:border-0" aria-label="Model">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {models.map((one) => (
                  <SelectItem key={one.model} value={one.model}>
                    {shortName(one.model)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          ) : null}
        </div>
      }
    >
      {(view) => (
        <CardContent className={cn("transition-opacity", stale && "opacity-60")} aria-busy={stale}>
          <Shown model={model} drawn={drawn} view={view} />
          <div className="grid gap-1 pt-2 text-xs">
            <p>{breakEvenSentence({ ...model, model: shortName(model.model) })}</p>
            {model.breakEven ? <p className="text-muted-foreground">{capacityText(model)}</p> : null}
            <p className="flex flex-wrap items-center gap-x-2 text-muted-foreground">
              <span>{model.alternative ? alternativeText(model.alternative) : "No API to compare with is chosen."}</span>
              <AlternativeButton model={model} />
            </p>
          </div>
        </CardContent>
      )}
    </ChartPanel>
  );
}

interface Drawn {
  breakEven: BreakEven;
  input: BreakEvenInput;
}

function drawnIn({ breakEven, alternative }: HostedModel): Drawn | undefined {
  const input = breakEven && alternative && drawnOf(breakEven);
  return input ? { breakEven, input } : undefined;
}

function Shown({ model: { alternative, model }, drawn, view }: { model: HostedModel; drawn: Drawn | undefined; view: "chart" | "table" }) {
  if (!drawn || !alternative)
    return (
      <EmptyState title="Break-even can't be told yet" className="h-[280px]">
        {shortName(model)} lacks something for it; what, stands below.
      </EmptyState>
    );
  const { breakEven, input } = drawn;
  if (view === "table") return <BreakEvenTable breakEven={breakEven} input={input} api={apiName(alternative)} />;
  const words = (index: number) => {
    const row = atTraffic(tokensAt(index, input), input);
    return `At ${tokensText(row.tokens)} a day the GPUs cost ${formatUsd(breakEven.gpuCostPerDay)} and the API ${formatUsd(row.api)}: ${row.difference}`;
  };
  const saved = breakEven.savedPerDay;
  const gap = compare(saved, "0") < 0 ? `${formatUsd(negate(saved))} a day lost` : `${formatUsd(saved)} a day saved`;
  return (
    <>
      <Plot
        label={`Cost a day of ${shortName(model)} against tokens a day`}
        count={BREAK_EVEN_STEPS + 1}
        words={words}
        tooltip={(index) => <p>{words(index)}.</p>}
      >
        <BreakEvenLines
          {...input}
          labels={{
            flat: `Reserved GPU hours ${formatUsd(breakEven.gpuCostPerDay, "tile")} a day`,
            api: shortName(alternative.model),
            now: `now ${tokensText(breakEven.tokensPerDay)}`,
            gap,
            crossing: breakEven.breakEvenTokensPerDay == null ? "" : `break-even ${tokensText(breakEven.breakEvenTokensPerDay)}`,
          }}
        />
      </Plot>
      <ul className="flex flex-wrap gap-x-3 pt-1 text-2xs text-muted-foreground sm:hidden" aria-label="Legend">
        <Key color={FLAT_COLOR}>reserved GPU hours</Key>
        <Key color={API_COLOR}>{shortName(alternative.model)}</Key>
      </ul>
    </>
  );
}

function Key({ color, children }: { color: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span className="h-0.5 w-3" style={{ background: color }} aria-hidden />
      {children}
    </li>
  );
}
