import { type Amount, divide, multiply } from "../money";

/** What `size` of something cost: amount × size ÷ count. Null where either is unknown or nothing was counted. */
export const per = (amount: Amount | null, count: Amount | null, size: Amount): Amount | null =>
  amount == null || count == null ? null : divide(multiply(amount, size), count);
