import type { Scope } from "../filters/scope";
import { type FilterEntry, groupEntries, writeEntry } from "../filters/where";

/** A question to /api/v1/why, in the words of its address. */
export interface WhyQuestion {
  from: string;
  to: string;
  where: string[];
  beforeFrom?: string;
  beforeTo?: string;
  detail: "full" | "sentence";
}

/** Where the answer is kept, for the server that reads ahead and for the browser. */
export const whyKey = (question: WhyQuestion): readonly unknown[] => ["why", question];

/** Without a comparison in the address, the page still explains: against the span before. */
export const whyQuestion = ({ from, to, where, previous }: Scope, detail: WhyQuestion["detail"] = "full"): WhyQuestion => ({
  from,
  to,
  where,
  ...(previous ? { beforeFrom: previous.from, beforeTo: previous.to } : {}),
  detail,
});

/** The filters of a page narrowed to one value: other values of its dimension would widen them. */
export function narrowedTo(where: readonly string[], entry: FilterEntry): string[] {
  const others = groupEntries(where).filter(({ dimension }) => dimension !== entry.dimension);
  return [...others.flatMap(({ dimension, values }) => values.map((value) => writeEntry({ dimension, value }))), writeEntry(entry)];
}
