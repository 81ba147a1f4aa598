/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number];

/** "#2b5fd0" */
export function color(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** How much of the pixel [at, at + 1) lies within [from, to). */
const overlap = (at: number, from: number, to: number): number => Math.max(0, Math.min(at + 1, to) - Math.max(at, from));

interface Line {
  from: readonly [number, number];
  to: readonly [number, number];
  width: number;
  color: Color;
}

/** Pixels to draw on: edges that fall within a pixel cover a part of it. Coordinates are pixels from the top left and may be fractions. */
export class Canvas {
  readonly pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Color,
  ) {
    this.pixels = new Uint8Array(width * height * 3);
    for (let i = 0; i < this.pixels.length; i += 1) this.pixels[i] = background[i % 3] ?? 0;
  }

  private blend(x: number, y: number, paint: Color, cover: number): void {
    if (cover <= 0 || x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (y * this.width + x) * 3;
    const part = Math.min(1, cover);
    for (let i = 0; i < 3; i += 1) {
      const was = this.pixels[at + i] ?? 0;
      this.pixels[at + i] = Math.round(was + ((paint[i] ?? 0) - was) * part);
    }
  }

  /** `cover` says how much of a pixel within is painted: 1 everywhere, or a pattern. */
  rectangle(
    [left, top, right, bottom]: readonly [number, number, number, number],
    paint: Color,
    cover: (x: number, y: number) => number = () => 1,
  ): void {
    for (let y = Math.floor(top); y < bottom; y += 1)
      for (let x = Math.floor(left); x < right; x += 1)
        this.blend(x, y, paint, overlap(x, left, right) * overlap(y, top, bottom) * cover(x, y));
  }

  /** With round ends. */
  line({ from: [x1, y1], to: [x2, y2], width, color: paint }: Line): void {
    const reach = width / 2 + 1;
    const [dx, dy] = [x2 - x1, y2 - y1];
    const length2 = dx * dx + dy * dy;
    for (let y = Math.floor(Math.min(y1, y2) - reach); y <= Math.max(y1, y2) + reach; y += 1)
      for (let x = Math.floor(Math.min(x1, x2) - reach); x <= Math.max(x1, x2) + reach; x += 1) {
        const [px, py] = [x + 0.5 - x1, y + 0.5 - y1];
        const along = length2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
        this.blend(x, y, paint, width / 2 + 0.5 - Math.hypot(px - along * dx, py - along * dy));
      }
  }

  dot(x: number, y: number, radius: number, paint: Color): void {
    this.line({ from: [x, y], to: [x, y], width: radius * 2, color: paint });
  }
}

/** Stripes at 45 degrees: `width` of every `every` pixels, for what is expected and not yet there. */
export function stripes(every: number, width: number): (x: number, y: number) => number {
  return (x, y) => {
    const at = (((x + y) % every) + every) % every;
    return Math.max(0, Math.min(1, width / 2 + 0.5 - Math.abs(at - every / 2) * Math.SQRT1_2));
  };
}
