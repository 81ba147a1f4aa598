const SLOTS = 8;

/** What is folded together, and what has no name, are neutral: neither is a thing of its own. */
export const OTHER_COLOR = "var(--chart-other)";
export const UNKNOWN_COLOR = "color-mix(in oklab, var(--chart-other) 55%, var(--card))";

/** FNV-1a. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/**
 * A colour for each key, from the eight of the theme. The key alone decides its first choice, so it keeps its colour on all pages; where two of one
 * chart choose the same, the earlier (larger) keeps it and the later takes its next free choice. From the ninth key on colours repeat.
 */
export function colorsFor(keys: readonly (string | null)[]): Map<string | null, string> {
  const taken = new Set<number>();
  const colors = new Map<string | null, string>();
  for (const key of keys) {
    if (key == null) {
      colors.set(null, UNKNOWN_COLOR);
      continue;
    }
    const seed = hash(key);
    // An odd step visits all eight slots.
    const step = ((seed >>> 8) % SLOTS) | 1;
    let slot = seed % SLOTS;
    for (let tries = 0; taken.has(slot) && tries < SLOTS; tries += 1) slot = (slot + step) % SLOTS;
    taken.add(slot);
    if (taken.size === SLOTS) taken.clear();
    colors.set(key, `var(--chart-${slot + 1})`);
  }
  return colors;
}
