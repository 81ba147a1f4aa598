import { setImmediate } from "node:timers/promises";

const ROWS = 100;

/** Whether to let others have their turn now, in a loop over many rows: what waits for the database must not wait for a whole batch. */
export const isTurn = (n: number): boolean => n % ROWS === ROWS - 1;

export const turn = (): Promise<void> => setImmediate();
