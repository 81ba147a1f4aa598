import type { GpuRuleInput, RuleField, RuleSets } from "../../../lib/gpu/rule";
import { SETS_WORDS } from "./rule-words";

/** A rule as it stands in its form. */
export interface RuleDraft {
  sets: RuleSets;
  field: RuleField;
  subject: string;
  value: string;
  /** From then on there is none. */
  nothing: boolean;
  always: boolean;
  day: string;
  note: string;
}

/** A form for a new rule that sets this; about its first field where none is given. Rules hold always unless a day is named. */
export function ruleDraft({ sets, field, subject = "", value = null }: RuleStart, today: string): RuleDraft {
  const about = field ?? SETS_WORDS[sets].fields[0] ?? "host";
  return { sets, field: about, subject, value: value ?? "", nothing: false, always: true, day: today, note: "" };
}
export interface RuleStart {
  sets: RuleSets;
  field?: RuleField;
  subject?: string;
  value?: string | null;
}

/** The draft with something else to set: the field stays where such a rule can be about it, the value goes. */
export function settingOther(draft: RuleDraft, sets: RuleSets): RuleDraft {
  const { fields } = SETS_WORDS[sets];
  const kept = fields.includes(draft.field);
  return { ...draft, sets, value: "", ...(kept ? {} : { field: fields[0] ?? draft.field, subject: "" }) };
}

/** What the API takes. */
export function ruleInput({ sets, field, subject, value, nothing, always, day, note }: RuleDraft): GpuRuleInput {
  return {
    sets,
    field,
    subject: subject.trim(),
    value: nothing ? null : value.trim(),
    fromDay: always ? null : day,
    note: note.trim() || null,
  };
}

export type RulePart = "field" | "subject" | "sets" | "value" | "fromDay" | "note";
