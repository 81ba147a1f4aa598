/** Where the crosshair is: a row, and a column of it; null is the row alone. */
export interface HeatPlace {
  row: number;
  column: number | null;
}

const PAGE = 10;

/** Where a key leads from a place, or from outside of the map; null for keys that don't walk. Stays within `rows` × `columns`. */
export function heatStep(key: string, from: HeatPlace | null, { rows, columns }: { rows: number; columns: number }): HeatPlace | null {
  const [row, column] = [from?.row ?? 0, from?.column ?? 0];
  const steps: Record<string, [row: number, column: number]> = {
    ArrowRight: [row, from?.column == null ? 0 : column + 1],
    ArrowLeft: [row, from?.column == null ? columns - 1 : column - 1],
    ArrowDown: [from === null ? 0 : row + 1, column],
    ArrowUp: [from === null ? rows - 1 : row - 1, column],
    Home: [row, 0],
    End: [row, columns - 1],
    PageDown: [row + PAGE, column],
    PageUp: [row - PAGE, column],
  };
  const step = steps[key];
  if (!step || rows === 0 || columns === 0) return null;
  const within = (at: number, count: number) => Math.max(0, Math.min(count - 1, at));
  return { row: within(step[0], rows), column: within(step[1], columns) };
}

/** How far to scroll on one axis so that a cell from `start` to `end` px is seen, with `margin` px covered at the beginning. */
export function scrollTo(at: number, { start, end, room, margin }: { start: number; end: number; room: number; margin: number }): number {
  if (start - margin < at) return start - margin;
  return end > at + room ? end - room : at;
}
