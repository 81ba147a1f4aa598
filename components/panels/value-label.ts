/** Where a value is a name that people give, its absence is "none"; where a call always has one, it is "unknown". */
const ALWAYS_THERE = new Set(["model", "requested_model", "provider", "source", "status", "kind"]);

/** A value of a dimension as people read it: its label, else itself; null is "(none)" or "(unknown)". */
export function valueLabel(dimension: string, value: string | null | undefined, labels?: Record<string, Record<string, string>>): string {
  if (value == null) return ALWAYS_THERE.has(dimension) ? "(unknown)" : "(none)";
  return labels?.[dimension]?.[value] ?? value;
}
