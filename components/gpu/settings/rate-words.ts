import type { GpuRateInput } from "../../../lib/gpu/rate";
import type { GpuRateRow } from "../../../lib/http/operations/gpu-rates";
import { formatCount, formatUsd, round } from "../../../lib/money";
import { dayBefore, dayText } from "../../filters/scope";
import { counted } from "../../sources/words";

export type RateField = GpuRateInput["field"];
export type RateTerms = GpuRateInput["terms"];

export const RATE_FIELDS = ["gpu_model", "pool", "host", "any"] as const satisfies readonly RateField[];
export const RATE_FIELD_WORDS: Record<RateField, { label: string; hint: string }> = {
  gpu_model: { label: "GPU model", hint: "As the exporter names it. With * at the end: every name that begins so." },
  pool: { label: "Pool", hint: "As attribution rules name it. With * at the end: every name that begins so." },
  host: { label: "Host", hint: "As the exporter names it. With * at the end: every name that begins so." },
  any: { label: "Any GPU", hint: "" },
};

export const RATE_TERMS = ["on_demand", "reserved", "owned", "billed"] as const satisfies readonly RateTerms[];
export const TERMS_WORDS: Record<RateTerms, { label: string; means: string }> = {
  on_demand: { label: "On demand", means: "What an hour of one card costs when you rent it by the hour." },
  reserved: { label: "Reserved", means: "What an hour of one card comes to under your commitment, whether it works or not." },
  owned: { label: "Owned", means: "What a card cost, spread evenly over the months that you use it, at 730 hours each." },
  billed: {
    label: "From bills",
    means: "What bill lines say ÷ the hours of the cards that they pay for. On days without a bill, the more general rate holds.",
  },
};

/** "Any GPU", else the name. */
export const rateAbout = ({ field, subject }: Pick<GpuRateRow, "field" | "subject">): string => (field === "any" ? "any GPU" : subject);

/** "$1.1416": dollars of an hour to four decimals, all that there are where there are fewer. */
export const hourUsd = (usdPerHour: string): string => formatUsd(round(usdPerHour, 4), "exact");

type Priced = Pick<GpuRateRow, "usdPerHour" | "terms" | "purchaseUsd">;

/** "$2.50 per hour", "no rate", "nothing billed yet". */
export function rateText({ usdPerHour, terms }: Pick<Priced, "usdPerHour" | "terms">): string {
  if (usdPerHour !== null) return `${hourUsd(usdPerHour)} per hour`;
  return terms === "billed" ? "nothing billed yet" : "no rate";
}

/** What stands quietly below a rate: its terms, and how a billed one came about. */
export const rateNote = (row: GpuRateRow): string | null => [termsText(row), billedText(row)].filter(Boolean).join("; ") || null;

/** How it came about: "owned, $30,000.00 over 36 months", "from bill lines of aws"; null where nothing is to say. */
export function termsText({
  terms,
  usdPerHour,
  purchaseUsd,
  months,
  bill,
}: Pick<GpuRateRow, "terms" | "usdPerHour" | "purchaseUsd" | "months" | "bill">): string | null {
  if (terms === "billed") return bill ? `from bill lines of ${billText(bill)}` : "from bills";
  if (usdPerHour === null) return null;
  if (terms === "owned" && purchaseUsd !== null && months !== null)
    return `owned, ${formatUsd(purchaseUsd)} over ${months === 1 ? "a month" : `${months} months`}`;
  return TERMS_WORDS[terms].label.toLowerCase();
}

/** "$8,210.00 of 3 bill lines ÷ 2,880 GPU hours, Oct 1 – Oct 31, 2026": how the last charge period of a billed rate came about; null for another rate. */
export function billedText({ billed }: Pick<GpuRateRow, "billed">): string | null {
  if (!billed) return null;
  const [first, last] = [billed.fromDay, dayBefore(billed.toDay)];
  const when = first === last ? dayText(first, true) : `${dayText(first, first.slice(0, 4) !== last.slice(0, 4))} – ${dayText(last, true)}`;
  return `${formatUsd(billed.usd)} of ${counted(billed.lines, "bill line")} ÷ ${formatCount(round(billed.cardHours, 0))} GPU hours, ${when}`;
}

/** "aws: p5.48xlarge*, project research". */
export function billText({ source, description, project }: NonNullable<GpuRateRow["bill"]>): string {
  const parts = [description, project ? `project ${project}` : null].filter(Boolean);
  return parts.length > 0 ? `${source}: ${parts.join(", ")}` : source;
}
