import type { ListedRequest } from "../../lib/http/operations/requests";
import { wallText } from "../../lib/time";

/** "2026-10-03 14:05:09" of an ISO instant in the zone. */
export function timeText(time: string, zone: string): string {
  return wallText(Date.parse(time), zone);
}

const REASONS: Record<string, string> = {
  no_model: "The price book does not know this model",
  no_usage: "The source states no tokens",
};

/** Why a call has no cost, for a person. */
export function unpricedText(reason: string | null): string {
  if (reason == null) return "Unknown";
  if (REASONS[reason]) return REASONS[reason];
  if (reason === "no_price:long_context") return "The model has no price for so long an input";
  if (reason.startsWith("no_price:tier:")) return `The model has no price at the ${reason.slice(14)} tier`;
  if (reason.startsWith("no_price:")) return `The model has no price for ${reason.slice(9).replaceAll("_", " ")}`;
  return reason;
}

/** What the client asked for, where another model answered; else null. */
export function asked({ model, requestedModel }: Pick<ListedRequest, "model" | "requestedModel">): string | null {
  return requestedModel != null && requestedModel !== model ? requestedModel : null;
}
