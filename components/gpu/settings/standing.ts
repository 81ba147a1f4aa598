/** What rates and rules have in common: what they are about, since when, and whether they hold. */
export interface Dated {
  id: number;
  field: string;
  subject: string;
  /** What a rule sets; a rate has none. */
  sets?: string;
  fromDay: string | null;
  state: "holds" | "planned" | "superseded" | "retired";
  createdBy: string;
  createdAt: string;
  retiredBy: string | null;
  retiredAt: string | null;
}

/** Entries of one thing: the same field and subject, and of rules the same that is set. */
export interface Thread<Row extends Dated> {
  key: string;
  /** What holds today; null where it only begins later. */
  holds: Row | null;
  /** The next change, set for a later day. */
  planned: Row | null;
  /** Everything that was ever set for it, as it came. */
  history: Row[];
}

export const keyOf = ({ field, subject, sets = "" }: Pick<Dated, "field" | "subject" | "sets">): string => `${sets}\n${field}\n${subject}`;

/** One thread for each thing of which something holds or is planned, in the order of the entries. What was retired altogether is in the log alone. */
export function threadsOf<Row extends Dated>(rows: readonly Row[]): Thread<Row>[] {
  const threads = new Map<string, Row[]>();
  for (const row of rows) threads.set(keyOf(row), [...(threads.get(keyOf(row)) ?? []), row]);
  return [...threads]
    .map(([key, history]) => ({ key, history, holds: history.find(({ state }) => state === "holds") ?? null, planned: nextOf(history) }))
    .filter(({ holds, planned }) => holds || planned);
}

function nextOf<Row extends Dated>(history: readonly Row[]): Row | null {
  const planned = history.filter(({ state }) => state === "planned");
  return planned.sort((a, b) => (a.fromDay ?? "").localeCompare(b.fromDay ?? ""))[0] ?? null;
}

/** Somebody set or retired something. */
export interface LogLine<Row extends Dated> {
  at: string;
  by: string;
  what: "set" | "retired";
  row: Row;
}

/** Who set and retired what, the newest first. */
export function logOf<Row extends Dated>(rows: readonly Row[]): LogLine<Row>[] {
  const lines = rows.flatMap((row): LogLine<Row>[] => [
    { at: row.createdAt, by: row.createdBy, what: "set", row },
    ...(row.retiredAt ? [{ at: row.retiredAt, by: row.retiredBy ?? "—", what: "retired" as const, row }] : []),
  ]);
  return lines.sort((a, b) => b.at.localeCompare(a.at) || b.row.id - a.row.id);
}
