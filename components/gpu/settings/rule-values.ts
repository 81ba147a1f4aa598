import type { RuleSets } from "../../../lib/gpu/rule";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import type { RoutingSubjects } from "../../../lib/http/operations/routing-subjects";
import type { PickOption } from "./subject-picker";

/** What rules of this kind already say, then what else is known; each once. */
export function usedValues(
  rules: readonly Pick<GpuRuleRow, "sets" | "value" | "state">[],
  sets: RuleSets,
  others: readonly string[],
): PickOption[] {
  const used = rules.filter((rule) => rule.sets === sets && rule.state !== "retired").flatMap(({ value }) => value ?? []);
  const names = [...new Set(used)].sort();
  return [
    ...names.map((value) => ({ value, note: "in use" })),
    ...[...new Set(others)].filter((value) => !names.includes(value)).map((value) => ({ value })),
  ];
}

/** Names of models that calls have, the busiest first. `priced`: as "provider/model", those alone that have a price of their provider. */
export const modelValues = (models: RoutingSubjects["models"], priced: boolean): string[] =>
  models.flatMap(({ provider, model, outputUsdPerMillion }) =>
    priced ? (provider !== null && outputUsdPerMillion !== null ? [`${provider}/${model}`] : []) : [model],
  );
