/** A company's calls: who makes how many of them, and when. */
export interface Shape {
  seed: number;
  /** Calls, repeated ones included. */
  lines: number;
  /** Epoch ms of the first call, and the span that the calls are spread over evenly. */
  from: number;
  spanMs: number;
  teams: number;
  /** A feature and a key belong to one team each. */
  features: number;
  keys: number;
  users: number;
  customers: number;
  /** Share of lines that repeat an earlier line word for word. */
  duplicates: number;
  /** Sessions under way at any moment; default: so many that the calls of a session are about 3 minutes apart. */
  openSessions?: number;
  /** Share of repeated calls that go to the dearest model, as a gateway falls back; default: none. */
  fallbacks?: number;
}

export const DAY_MS = 86_400_000;

export const DEFAULT_SHAPE: Shape = {
  seed: 1,
  lines: 1_000_000,
  from: Date.UTC(2026, 7, 1),
  spanMs: 60 * DAY_MS,
  teams: 6,
  features: 30,
  keys: 300,
  users: 2_000,
  customers: 200,
  duplicates: 0.05,
};
