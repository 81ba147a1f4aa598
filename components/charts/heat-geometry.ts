/** Height of the line over the columns, of a row, and of a cell in it, in px. */
export const HEAT = { head: 24, row: 16, cell: 15 } as const;

/** A row and where it lies, `top` px below the map's upper edge. */
export interface PlacedRow<Row> {
  row: Row;
  top: number;
}

export interface HeatLayout<Row> {
  /** From above to below. */
  rows: PlacedRow<Row>[];
  height: number;
}

/** Where rows lie. */
export const heatLayout = <Row>(rows: readonly Row[]): HeatLayout<Row> => ({
  rows: rows.map((row, index) => ({ row, top: HEAT.head + index * HEAT.row })),
  height: HEAT.head + rows.length * HEAT.row,
});

/** Position of the row under `y` px; null above the first and below the last. */
export function rowAt(count: number, y: number): number | null {
  const index = Math.floor((y - HEAT.head) / HEAT.row);
  return index >= 0 && index < count ? index : null;
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
