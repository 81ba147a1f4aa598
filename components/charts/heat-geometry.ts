/** Height of a row, of the line over the columns and of a heading over rows, in px. */
export const HEAT = { row: 16, head: 24, heading: 28, cell: 15 } as const;

/** Rows that belong together, under a heading where it has one. */
export interface HeatSection<Row> {
  heading: string | null;
  rows: readonly Row[];
}

/** A row and where it lies, `top` px below the map's upper edge. */
export interface PlacedRow<Row> {
  row: Row;
  top: number;
}

export interface HeatLayout<Row> {
  sections: { heading: string | null; top: number; height: number; rows: PlacedRow<Row>[] }[];
  /** All rows from above to below. */
  rows: PlacedRow<Row>[];
  height: number;
}

/** Where sections and rows lie. */
export function heatLayout<Row>(sections: readonly HeatSection<Row>[]): HeatLayout<Row> {
  let y: number = HEAT.head;
  const placed = sections.map(({ heading, rows }) => {
    const top = y;
    if (heading !== null) y += HEAT.heading;
    const first = y;
    y += rows.length * HEAT.row;
    return { heading, top, height: y - top, rows: rows.map((row, index) => ({ row, top: first + index * HEAT.row })) };
  });
  return { sections: placed, rows: placed.flatMap(({ rows }) => rows), height: y };
}

/** Position of the row under `y` px; null over a heading, above the first and below the last. */
export function rowAt({ rows }: Pick<HeatLayout<unknown>, "rows">, y: number): number | null {
  const index = rows.findLastIndex(({ top }) => top <= y);
  const row = rows[index];
  return row && y < row.top + HEAT.row ? index : null;
}

/** Position of the column under `x` px from the first one's left edge; null beside them. */
export function columnAt(x: number, count: number, width: number): number | null {
  if (count === 0 || width <= 0 || x < 0 || x >= width) return null;
  return Math.min(count - 1, Math.floor((x / width) * count));
}

/**
 * One SVG path for each level that occurs: a rectangle for each run of neighbouring cells of that level. Cells of a row share a level where `levelOf` says
 * so, null among them; `width` px hold all columns.
 */
export function heatPaths<Level extends string>(
  rows: readonly PlacedRow<{ cells: readonly (number | null)[] }>[],
  { width, count, levelOf }: { width: number; count: number; levelOf: (cell: number | null) => Level },
): Map<Level, string> {
  const paths = new Map<Level, string[]>();
  const edge = (column: number) => Math.round((column / Math.max(1, count)) * width);
  for (const { row, top } of rows) {
    let start = 0;
    while (start < count) {
      const level = levelOf(row.cells[start] ?? null);
      let end = start + 1;
      while (end < count && levelOf(row.cells[end] ?? null) === level) end += 1;
      const [left, right] = [edge(start), edge(end)];
      const path = paths.get(level) ?? [];
      path.push(`M${left},${top}h${right - left}v${HEAT.cell}H${left}Z`);
      paths.set(level, path);
      start = end;
    }
  }
  return new Map([...paths].map(([level, parts]) => [level, parts.join("")]));
}
