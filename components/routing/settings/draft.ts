import { add, divide } from "../../../lib/money";
import { MODEL_CLASSES, type ModelClass, type RoutingField, type RoutingSetting } from "../../../lib/savings/baselines";
import type { RoutingInput } from "../../../lib/savings/routing-input";
import { percent } from "./words";

/** A setting as it stands in its form: numbers as typed, shares in percent. */
export interface RoutingDraft {
  field: RoutingField;
  subject: string;
  /** From then on nothing is set. */
  nothing: boolean;
  model: string;
  /** Null: whoever serves it. */
  provider: string | null;
  /** Tokens, dollars or percent. */
  number: string;
  mix: Record<ModelClass, string>;
  modelClass: ModelClass;
  always: boolean;
  /** First day in the reporting zone, where not always. */
  day: string;
  note: string;
}

const EMPTY = { nothing: false, model: "", provider: null, number: "", mix: { frontier: "", mid: "", small: "" }, note: "" } as const;

/** A form for `field` of `subject` that starts from a value; `today` in the reporting zone. */
export function draftOf(
  { field, subject, value }: { field: RoutingField; subject: string; value: RoutingSetting["value"] },
  today: string,
): RoutingDraft {
  const draft: RoutingDraft = {
    ...EMPTY,
    mix: { ...EMPTY.mix },
    field,
    subject,
    modelClass: "frontier",
    always: field === "alias",
    day: today,
  };
  if (value === null) return draft;
  const { field: of, value: known } = { field, value } as RoutingSetting;
  if (known === null) return draft;
  switch (of) {
    case "baseline":
    case "alias":
      return { ...draft, model: known.model, provider: known.provider };
    case "context_tokens":
      return { ...draft, number: String(known) };
    case "failure_cost":
      return { ...draft, number: known };
    case "baseline_failure_rate":
      return { ...draft, number: percent(known) };
    case "target_mix":
      return { ...draft, mix: { frontier: percent(known.frontier), mid: percent(known.mid), small: percent(known.small) } };
    case "model_class":
      return { ...draft, modelClass: known };
  }
}

/** What the API takes. What is no number goes on as it is, and the answer says so. */
export function inputOf(draft: RoutingDraft): RoutingInput {
  const { field, subject, always, day, note } = draft;
  return {
    field,
    subject: subject.trim(),
    value: draft.nothing ? null : typedValue(draft),
    from: always ? null : day,
    note: note.trim() || null,
  };
}

function typedValue({ field, model, provider, number, mix, modelClass }: RoutingDraft): RoutingInput["value"] {
  switch (field) {
    case "baseline":
    case "alias":
      return { provider, model: model.trim() };
    case "context_tokens": {
      const typed = plain(number);
      return /^\d+$/.test(typed) ? Number(typed) : typed;
    }
    case "failure_cost":
      return plain(number);
    case "baseline_failure_rate":
      return share(number);
    case "target_mix":
      return { frontier: share(mix.frontier || "0"), mid: share(mix.mid || "0"), small: share(mix.small || "0") };
    case "model_class":
      return modelClass;
  }
}

const plain = (text: string): string => text.replace(/[$,%\s_]/g, "");
const DECIMAL = /^\d+(\.\d+)?$/;

function share(text: string): string {
  const typed = plain(text);
  return DECIMAL.test(typed) ? (divide(typed, "100") ?? typed) : typed;
}

/** What the shares of a mix make together, in percent; null while one is no number. */
export function mixTotal(mix: RoutingDraft["mix"]): string | null {
  const typed = MODEL_CLASSES.map((one) => plain(mix[one]) || "0");
  return typed.every((text) => DECIMAL.test(text)) ? add(...typed) : null;
}

export type DraftPart = "subject" | "value" | "from" | "note";

/** The server's sentences by the part of the form that they are about. */
export function placeError(message: string): Partial<Record<DraftPart, string>> {
  const named = [...message.matchAll(/(?:^|\s)(subject|value|from|note): (.+?)(?=\s(?:subject|value|from|note): |$)/g)];
  if (named.length > 0) return Object.fromEntries(named.map(([, part, sentence]) => [part, sentence]));
  if (message.includes("stands for all features")) return { subject: message };
  return /^\d{4}-\d\d-\d\d is /.test(message) ? { from: message } : { value: message };
}
