"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "../../../lib/http/client";
import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import type { GpuChange } from "./change-note";
import { RateDialog, type RateTarget } from "./rate-dialog";
import { RuleDialog, type RuleTarget } from "./rule-dialog";
import { useRuleValues } from "./use-rule-values";

/** The form that is open. */
export type SettingsTarget = { rate: RateTarget; rule?: undefined } | { rule: RuleTarget; rate?: undefined };

/** The form of a rate or a rule, with what its pickers offer: asked for when the first form opens. */
export function SettingsDialog({
  target,
  rates,
  rules,
  ...shared
}: {
  target: SettingsTarget;
  rates: readonly GpuRateRow[];
  rules: readonly GpuRuleRow[];
  zone: string;
  today: string;
  may: boolean;
  onClose: () => void;
  onChanged: (change: GpuChange) => void;
}) {
  const subjects =
    useQuery({ queryKey: ["gpu-subjects"], queryFn: ({ signal }) => call("listGpuSubjects", {}, { signal }), enabled: shared.may }).data
      ?.subjects ?? [];
  if (target.rate) return <RateForm target={target.rate} rates={rates} subjects={subjects} {...shared} />;
  return <RuleForm target={target.rule} rules={rules} subjects={subjects} {...shared} />;
}

function RateForm(props: Omit<Parameters<typeof RateDialog>[0], "sources">) {
  const sources = useQuery({ queryKey: ["sources"], queryFn: ({ signal }) => call("listSources", {}, { signal }), enabled: props.may }).data
    ?.sources;
  return <RateDialog {...props} sources={sources?.filter(({ role }) => role === "provider") ?? []} />;
}

function RuleForm(props: Omit<Parameters<typeof RuleDialog>[0], "values">) {
  const values = useRuleValues(props);
  return <RuleDialog {...props} values={values} />;
}
