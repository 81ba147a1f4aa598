import type { GpuRateInput } from "../../../lib/gpu/rate";
import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import { divide, round } from "../../../lib/money";
import type { RateField, RateTerms } from "./rate-words";

/** A rate as it stands in its form: numbers as typed. */
export interface RateDraft {
  field: RateField;
  subject: string;
  /** From then on no rate is known here. */
  nothing: boolean;
  terms: RateTerms;
  usd: string;
  /** An owned card is given by its price and months, else by the hour. */
  bought: boolean;
  purchase: string;
  months: string;
  source: string;
  description: string;
  project: string;
  always: boolean;
  day: string;
  note: string;
}

type Known = Pick<GpuRateRow, "usdPerHour" | "terms" | "purchaseUsd" | "months" | "bill">;

/** A form for a rate, that starts from a known one; `today` in the reporting zone. */
export function rateDraft(about: { field: RateField; subject: string }, known: Known | null, today: string): RateDraft {
  const bought = known === null || known.purchaseUsd !== null || known.terms !== "owned";
  return {
    ...about,
    nothing: false,
    terms: known?.terms ?? "on_demand",
    usd: known && known.terms !== "billed" && known.purchaseUsd === null ? (known.usdPerHour ?? "") : "",
    bought,
    purchase: known?.purchaseUsd ?? "",
    months: known?.months ? String(known.months) : "36",
    source: known?.bill?.source ?? "",
    description: known?.bill?.description ?? "",
    project: known?.bill?.project ?? "",
    always: false,
    day: today,
    note: "",
  };
}

const plain = (text: string): string => text.replace(/[$,\s_]/g, "");
const orNull = (text: string): string | null => text.trim() || null;

/** What the API takes. What is no number goes on as it is, and the answer says so. */
export function rateInput(draft: RateDraft): GpuRateInput {
  const { field, nothing, terms } = draft;
  const owned = !nothing && terms === "owned" && draft.bought;
  const billed = !nothing && terms === "billed";
  const months = plain(draft.months);
  return {
    field,
    subject: field === "any" ? "" : draft.subject.trim(),
    usdPerHour: nothing || owned || billed ? null : plain(draft.usd),
    terms: nothing ? "on_demand" : terms,
    purchaseUsd: owned ? plain(draft.purchase) : null,
    months: owned ? (/^\d+$/.test(months) ? Number(months) : Number.NaN) : null,
    bill: billed ? { source: draft.source, description: orNull(draft.description), project: orNull(draft.project) } : null,
    fromDay: draft.always ? null : draft.day,
    note: orNull(draft.note),
  };
}

/** What a bought card comes to per hour, at 730 hours a month; null while one of the two is no number. */
export function spreadUsd({ purchase, months }: Pick<RateDraft, "purchase" | "months">): string | null {
  const [usd, over] = [plain(purchase), plain(months)];
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(usd) || !/^[1-9]\d{0,2}$/.test(over)) return null;
  const hourly = divide(usd, String(Number(over) * 730));
  return hourly === null ? null : round(hourly, 4);
}

export type RatePart = "subject" | "usdPerHour" | "purchaseUsd" | "months" | "bill" | "fromDay" | "note";
