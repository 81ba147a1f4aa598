interface Thinnable {
  value: string | null;
  firing: boolean;
}

/** At most `most` points in their order: of each stretch its lowest and highest, where firing begins or ends, and both ends. Pure. */
export function thin<P extends Thinnable>(points: readonly P[], most: number): P[] {
  if (points.length <= most) return [...points];
  const kept = new Set<number>();
  const turns = points.flatMap((point, i) => (i > 0 && point.firing !== points[i - 1]?.firing ? [i - 1, i] : []));
  for (const i of [0, points.length - 1, ...turns.slice(0, Math.max(0, most / 2 - 2))]) kept.add(i);
  const stretches = Math.floor((most - kept.size) / 2);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * points.length) / stretches);
    const to = Math.floor(((stretch + 1) * points.length) / stretches);
    let [low, high] = [from, from];
    for (let i = from; i < to; i += 1) {
      if (Number(points[i]?.value ?? Number.POSITIVE_INFINITY) < Number(points[low]?.value ?? Number.POSITIVE_INFINITY)) low = i;
      if (Number(points[i]?.value ?? Number.NEGATIVE_INFINITY) > Number(points[high]?.value ?? Number.NEGATIVE_INFINITY)) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b).flatMap((i) => points[i] ?? []);
}
