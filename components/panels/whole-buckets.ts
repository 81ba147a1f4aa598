import type { Answer } from "../../lib/http/operations/query";

/** Rows by time without those that still run: their fall at the end would be no news. */
export function wholeBuckets(answer: Answer | undefined): Answer["data"] {
  const grain = answer?.meta.by[0] ?? "";
  return answer?.data.filter((row) => !answer.meta.partial.includes(row[grain] ?? "")) ?? [];
}
