"use client";

import { useQuery } from "@tanstack/react-query";
import type { RuleSets } from "../../../lib/gpu/rule";
import { call } from "../../../lib/http/client";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import type { GpuSubject } from "./options";
import { usedValues } from "./rule-values";
import type { PickOption } from "./subject-picker";

/** What each kind of rule can say: what other rules say, and the features and models that calls have. */
export function useRuleValues({
  rules,
  may,
}: {
  rules: readonly GpuRuleRow[];
  subjects: readonly GpuSubject[];
  may: boolean;
}): Record<RuleSets, readonly PickOption[]> {
  const known = useQuery({
    queryKey: ["routing-subjects"],
    queryFn: ({ signal }) => call("listRoutingSubjects", {}, { signal }),
    enabled: may,
  }).data;
  return {
    pool: usedValues(rules, "pool", []),
    team: usedValues(rules, "team", []),
    feature: usedValues(rules, "feature", known?.features.map(({ feature }) => feature) ?? []),
    model: usedValues(rules, "model", known?.models.map(({ model }) => model) ?? []),
    alternative: usedValues(rules, "alternative", []),
  };
}
