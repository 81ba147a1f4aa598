/** One filter of the address; null is the value "unknown". */
export interface FilterEntry {
  dimension: string;
  value: string | null;
}

function readEntry(text: string): FilterEntry | null {
  const cut = text.indexOf("=");
  return cut < 1 ? null : { dimension: text.slice(0, cut), value: text.slice(cut + 1) || null };
}

/** The dimension of "feature=chat"; null where it is no filter. */
export const dimensionOf = (text: string): string | null => readEntry(text)?.dimension ?? null;

export const writeEntry = ({ dimension, value }: FilterEntry): string => `${dimension}=${value ?? ""}`;

/** Adds a filter, or takes it away where it is already set. */
export function toggleEntry(where: readonly string[], entry: FilterEntry): string[] {
  const text = writeEntry(entry);
  return where.includes(text) ? where.filter((one) => one !== text) : [...where, text];
}

/** Filters by dimension, in the order they were first set. Values of one dimension mean "or". */
export function groupEntries(where: readonly string[]): { dimension: string; values: (string | null)[] }[] {
  const groups = new Map<string, (string | null)[]>();
  for (const text of where) {
    const entry = readEntry(text);
    if (entry) groups.set(entry.dimension, [...(groups.get(entry.dimension) ?? []), entry.value]);
  }
  return [...groups].map(([dimension, values]) => ({ dimension, values }));
}
