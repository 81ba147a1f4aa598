import { type Amount, formatCount } from "../../lib/money";

/** "1 failure", "12 failures". */
export const counted = (count: Amount, one: string, many = `${one}s`): string => `${formatCount(count)} ${count === "1" ? one : many}`;
