import { type BillFact, parseDecimal } from "../../facts";
import { hashEmails } from "../../facts/email";
import { textOf } from "./group";
import { isObject, isStated, type JsonObject, quoted, scalar } from "./json-value";
import { refuse } from "./refusal";
import type { RowContext } from "./usage-row";

/** One row of the Costs API. Its amount is in dollars. Refuses `invalid_amount`, `unsupported_currency`, `invalid_field`. */
export function costFact(row: JsonObject, context: RowContext): BillFact {
  const { group, period, keepEmails } = context;
  const shown = (text: string | null) => (text === null ? null : hashEmails(text, keepEmails));
  const billedCost = amountOf(row, keepEmails);
  return {
    fact: "bill",
    recordId: context.recordId,
    asOf: null,
    provider: "openai",
    account: textOf(row, "organization_id", keepEmails),
    start: period.start,
    end: period.end,
    billedCost,
    currency: "USD",
    chargeCategory: billedCost.startsWith("-") ? "Credit" : "Usage",
    chargeDescription: shown(group.line_item),
    project: shown(group.project_id),
    apiKey: shown(group.api_key_id),
    consumedQuantity: quantityOf(row, keepEmails),
    consumedUnit: textOf(row, "quantity_unit", keepEmails),
    grouping: context.grouping,
  };
}

function amountOf(row: JsonObject, keepEmails: boolean): string {
  const { amount } = row;
  if (!isObject(amount))
    return refuse(
      "invalid_amount",
      isStated(amount) ? `amount is ${quoted(amount, keepEmails)}, not a value with a currency` : "amount is missing",
    );
  const parsed = parseDecimal(scalar(amount.value));
  if ("problem" in parsed) return refuse("invalid_amount", `amount.value: ${parsed.problem}`);
  if (parsed.value === null) return refuse("invalid_amount", "amount.value is missing");
  const currency = textOf(amount, "currency", keepEmails)?.toUpperCase();
  if (currency !== "USD")
    return refuse("unsupported_currency", currency ? `amount.currency is ${quoted(currency, keepEmails)}` : "amount.currency is missing");
  return parsed.value;
}

function quantityOf(row: JsonObject, keepEmails: boolean): string | null {
  const parsed = parseDecimal(scalar(row.quantity));
  return "problem" in parsed ? refuse("invalid_field", `quantity is ${quoted(row.quantity, keepEmails)}, not a number`) : parsed.value;
}
