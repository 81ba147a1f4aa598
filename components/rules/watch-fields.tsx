"use client";

import { MetricField } from "../budgets/pick-fields";
import { ScopeFields } from "../budgets/scope-fields";
import { useFrame } from "../panels/data-context";
import { ChooseField } from "./choose-field";
import type { RuleDraft } from "./draft";
import { eachOptions, SILENT_OPTIONS, silentMetric } from "./options";

/** What a rule watches: a figure, of which part, and whether each value of a dimension is watched by itself. */
export function WatchFields({ draft, onChange }: { draft: RuleDraft; onChange: (part: Partial<RuleDraft>) => void }) {
  const { metrics } = useFrame();
  const about = metrics.find(({ id }) => id === draft.metric);
  return (
    <>
      {draft.kind === "no_data" ? (
        <ChooseField
          label="What should arrive"
          value={silentMetric(draft.metric)}
          options={SILENT_OPTIONS}
          onChange={(metric) => onChange({ metric })}
        />
      ) : (
        <MetricField metrics={metrics} value={draft.metric} onChange={(metric) => onChange({ metric })} hint={about?.definition} />
      )}
      <ScopeFields
        metric={draft.kind === "no_data" && silentMetric(draft.metric) === "requests" ? "attempts" : draft.metric}
        scope={draft.scope}
        onChange={(scope) => onChange({ scope })}
      />
      <ChooseField
        label="Each by itself"
        hint={
          draft.each
            ? "Every value is held against the line on its own, and tells on its own."
            : "One value for all of it is held against the line."
        }
        value={draft.each ?? "none"}
        options={eachOptions(draft.kind, about)}
        onChange={(each) => onChange({ each: each === "none" ? null : each })}
      />
    </>
  );
}
