/** Round values from 0 to at least `max`, four or five of them: 0, 20, 40, 60. */
export function ticksTo(max: number): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? 10 * power;
  const count = Math.ceil(max / step - 1e-9);
  // Multiplied from whole numbers: adding steps would drift to 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Round values from at most `min` to at least `max`, zero among them. */
export function ticksBetween(min: number, max: number): number[] {
  if (min >= 0) return ticksTo(max);
  const [above, below] = [ticksTo(max > 0 ? max : -min), ticksTo(-min)];
  const step = Math.max(above[1] ?? 1, below[1] ?? 1);
  const first = -Math.ceil(-min / step - 1e-9);
  const last = max > 0 ? Math.ceil(max / step - 1e-9) : 0;
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Which of `count` labels of `width` px fit into `room` px, always with the first: every n-th. */
export function labelStep(count: number, width: number, room: number): number {
  if (count === 0 || room <= 0) return 1;
  return Math.max(1, Math.ceil((count * width) / room));
}
