import { parseDecimal, type RejectReason } from "../../facts";

const CURRENCY = /[\p{Sc}\p{L}]/u;
const MAX_DECIMALS = 12;
/** A billion dollars: sums of many names stay within what the database holds. */
const MAX_DIGITS = 9;

type Amount = { value: string | null } | { rejected: RejectReason; detail: string };

/** USD as an exact decimal. A sign or name of a currency, a comma (decimal or thousands? nobody knows) and a 13th decimal are refused, each with its reason. */
export function readAmount(field: string, text: string | boolean | undefined, least: "any" | "zero"): Amount {
  if (text === undefined) return { value: null };
  const refuse = (rejected: RejectReason, why: string): Amount => ({
    rejected,
    detail: `${field}: ${JSON.stringify(String(text).slice(0, 40))} ${why}`,
  });
  if (typeof text === "boolean") return refuse("invalid_amount", "is not an amount");
  const bare = text.replace(/e[+-]?\d+$/i, "");
  if (CURRENCY.test(bare))
    return refuse("unsupported_currency", "names a currency: amounts are US dollars, as a bare number such as 1250.00");
  if (bare.includes(",")) return refuse("invalid_amount", "has a comma: write 1250.00, with a point and without thousands separators");
  const parsed = parseDecimal(text);
  if ("problem" in parsed || parsed.value === null) return refuse("invalid_amount", "is not a decimal number");
  if ((parsed.value.split(".")[1] ?? "").length > MAX_DECIMALS) return refuse("invalid_amount", `has more than ${MAX_DECIMALS} decimals`);
  if ((parsed.value.replace("-", "").split(".")[0] ?? "").length > MAX_DIGITS)
    return refuse("invalid_amount", "is a billion dollars or more");
  if (least === "zero" && parsed.value.startsWith("-")) return refuse("invalid_amount", "is negative: the cost of a failure is at least 0");
  return parsed;
}
