import type { RuleSets } from "../../../lib/gpu/rule";
import type { GpuRuleRow } from "../../../lib/http/operations/gpu-rules";
import type { ApiModel } from "../../../lib/self-hosting/alternatives-answer";
import { perMillion } from "../../prices/words";
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

/** What rules name already, then models of the price book as "provider/model", each once, with today's price of a million input and output tokens. */
export function alternativeOptions(used: readonly PickOption[], models: readonly ApiModel[]): PickOption[] {
  const listed = models.map(({ provider, model, same, inputUsd, outputUsd }) => ({
    value: `${provider}/${model}`,
    note: `${same ? "same open model, " : ""}$${perMillion(inputUsd)} · $${perMillion(outputUsd)}`,
  }));
  return [...used.filter(({ value }) => !listed.some((one) => one.value === value)), ...listed];
}
