import { compare, divide } from "../../../lib/money";

/** A share of activity as typed in percent ("5", "2.5 %") as the API takes it ("0.05"); null where it is none above 0 and up to 100. */
export function shareOf(typed: string): string | null {
  const number = typed.replace(/[%\s]/g, "");
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(number)) return null;
  const share = divide(number, "100");
  return share !== null && compare(share, "0") > 0 && compare(share, "1") <= 0 ? share : null;
}
