/** Longest wait of a source that can't be read, unless its interval is longer. */
const LONGEST_MS = 5 * 60_000;

export interface Due {
  /** When it was due, epoch ms. */
  dueAt: number;
  now: number;
  intervalMs: number;
  /** Failures in a row, this one included. */
  failures: number;
  /** There is more to read already. */
  more: boolean;
}

/**
 * When to read next, epoch ms. The beat stays the same however long reading takes, so that samples stand at even distances; what was missed is not made
 * up for. From the third failure on it waits longer each time, at most 5 minutes.
 */
export function nextAt({ dueAt, now, intervalMs, failures, more }: Due): number {
  if (more) return now;
  const beats = Math.max(1, Math.floor((now - dueAt) / intervalMs) + 1);
  const next = dueAt + beats * intervalMs;
  if (failures < 3) return next;
  const wait = Math.min(intervalMs * 2 ** Math.min(failures - 2, 8), Math.max(intervalMs, LONGEST_MS));
  return Math.max(next, now + wait);
}
