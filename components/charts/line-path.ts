/** An SVG path in px through points in order, with a gap where `y` is unknown; a point alone is a dot. Empty without any. */
export function linePath(points: readonly { x: number; y: number | null }[]): string {
  let path = "";
  points.forEach(({ x, y }, index) => {
    if (y == null) return;
    const begins = points[index - 1]?.y == null;
    const ends = points[index + 1]?.y == null;
    path += `${begins ? "M" : "L"}${px(x)},${px(y)}${begins && ends ? "h0" : ""}`;
  });
  return path;
}

const px = (value: number): number => Math.round(value * 100) / 100;
