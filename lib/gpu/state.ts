/** `holds` today; `planned` for a later day; `superseded` by a later one about the same subject; `retired` by somebody. */
export type State = "holds" | "planned" | "superseded" | "retired";

interface Listed {
  fromDay: string | null;
  retiredAt: string | null;
}

/** Tells the state of each; they come by subject (`key`), in each the latest day first and of one day the last that was set. Pure. */
export function withState<T extends Listed>(rows: readonly T[], key: (row: T) => string, today: string): (T & { state: State })[] {
  const holding = new Set<string>();
  return rows.map((row) => {
    if (row.retiredAt !== null) return { ...row, state: "retired" };
    if (row.fromDay !== null && row.fromDay > today) return { ...row, state: "planned" };
    const state = holding.has(key(row)) ? "superseded" : "holds";
    holding.add(key(row));
    return { ...row, state };
  });
}
