"use client";

import { ChartLine } from "lucide-react";
import type { StandingBudget } from "../../lib/budgets/budget";
import type { BudgetHistory } from "../../lib/budgets/history";
import { multiply } from "../../lib/money";
import type { Grain } from "../../lib/time";
import { axisLabel, bucketLabel } from "../charts/bucket-label";
import { BurnLines } from "../charts/burn-lines";
import { Legend } from "../charts/legend";
import { Plot } from "../charts/plot";
import { ChartPanel } from "../panels/chart-panel";
import { useFrame } from "../panels/data-context";
import { CardContent, CardTitle } from "../ui/card";
import { type BurnStep, burnCsv, burnSteps } from "./burn-steps";
import { BurnTable } from "./burn-table";
import { amountText, axisText } from "./measure";
import { percent } from "./words";

/** The running period: of a sum what came so far, what should have and what it comes to; of an average each day beside its limit. */
export function BurnChart({ budget, series }: { budget: StandingBudget; series: BudgetHistory["series"] }) {
  const { now } = useFrame();
  const { about: measure, current } = budget;
  const { grain } = series;
  const steps = burnSteps({ series, sum: measure.sum, zone: current.zone, now });
  const title = measure.sum ? `${measure.label} so far, and where it goes` : `${measure.label} by ${grain}`;
  return (
    <ChartPanel
      label="Burn-down"
      heading={<CardTitle>{title}</CardTitle>}
      icon={ChartLine}
      viewLabel="View the burn-down as"
      csv={{ name: `${budget.name.toLowerCase()}_${budget.current.from}`, text: () => burnCsv(steps, grain) }}
    >
      {(view) => (
        <CardContent>
          {view === "table" ? (
            <BurnTable steps={steps} grain={grain} measure={measure} />
          ) : (
            <Drawn budget={budget} steps={steps} grain={grain} />
          )}
        </CardContent>
      )}
    </ChartPanel>
  );
}

const COLOR = "var(--primary)";
const FORECAST_COLOR = "color-mix(in oklab, var(--primary) 40%, var(--card))";

function Drawn({ budget, steps, grain }: { budget: StandingBudget; steps: readonly BurnStep[]; grain: Grain }) {
  const { amount, thresholds, current, about: measure } = budget;
  const { forecast } = current;
  const text = (value: string | null) => amountText(value, measure, "table");
  const title = ({ key, partial }: BurnStep) => `${bucketLabel(key, grain)}${partial ? ", not complete" : ""}`;
  const linesAt = ({ added, actual, expected, forecast: ahead }: BurnStep): { label: string; value: string }[] => [
    ...(added == null ? [] : [{ label: "Added", value: text(added) }]),
    ...(actual == null ? [] : [{ label: measure.sum ? "So far" : measure.label, value: text(actual) }]),
    ...(expected == null ? [] : [{ label: "Expected by its end", value: text(expected) }]),
    ...(ahead == null
      ? []
      : [
          { label: "Forecast", value: text(ahead.value) },
          { label: "In 8 of 10 cases", value: `${text(ahead.low)} to ${text(ahead.high)}` },
        ]),
  ];
  return (
    <>
      <Plot
        label={`${measure.label} by ${grain}: ${steps.length} points`}
        count={steps.length}
        words={(index) => {
          const step = steps[index];
          const said = step ? linesAt(step).map(({ label, value }) => `${label} ${value}`) : [];
          return step ? `${title(step)}: ${said.join(", ") || "unknown"}` : "";
        }}
        tooltip={(index) => {
          const step = steps[index];
          return step ? (
            <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1">
              <dt className="col-span-2 font-medium">{title(step)}</dt>
              {linesAt(step).map(({ label, value }) => (
                <div key={label} className="col-span-2 grid grid-cols-subgrid">
                  <dt className="text-muted-foreground">{label}</dt>
                  <dd className="text-right">{value}</dd>
                </div>
              ))}
            </dl>
          ) : null;
        }}
      >
        <BurnLines
          sum={measure.sum}
          points={steps.map(({ actual, expected, forecast: ahead, passed }) => ({
            actual: pixel(actual),
            expected: pixel(expected),
            forecast: ahead ? { value: Number(ahead.value), low: Number(ahead.low), high: Number(ahead.high) } : null,
            passed,
          }))}
          labels={steps.map(({ key }) => axisLabel(key, grain))}
          amount={Number(amount)}
          amountLabel={`Amount ${amountText(amount, measure)}`}
          thresholds={thresholds
            .filter((share) => share !== "1")
            .map((share) => ({ value: Number(multiply(amount, share)), label: percent(share) }))}
          color={COLOR}
          format={axisText(measure)}
        />
      </Plot>
      <Legend
        entries={[
          { id: "actual", label: measure.sum ? "So far" : `By ${grain}`, color: COLOR, note: amountText(current.spent, measure) },
          ...(forecast
            ? [{ id: "forecast", label: "Forecast, dashed", color: FORECAST_COLOR, note: amountText(forecast.value, measure) }]
            : []),
          ...(measure.sum
            ? [
                {
                  id: "expected",
                  label: "Expected, dotted",
                  color: "var(--muted-foreground)",
                  note: forecast?.expectedByNow == null ? "" : `${amountText(forecast.expectedByNow, measure)} by now`,
                },
              ]
            : []),
        ]}
        partial={false}
      />
      {forecast ? (
        <p className="pt-1 text-muted-foreground text-xs">
          In 8 of 10 cases it ends between {amountText(forecast.low, measure)} and {amountText(forecast.high, measure)}. {forecast.note}
        </p>
      ) : null}
    </>
  );
}

const pixel = (value: string | null): number | null => (value == null ? null : Number(value));
