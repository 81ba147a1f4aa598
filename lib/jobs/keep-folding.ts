import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "../../db/client";
import type { Logger } from "../log";
import { foldPendingNow } from "../rollups";

const EVERY_MS = 2_000;

/** Folds what pushes left pending, every two seconds until the signal: whoever took them does so too, but may be gone. */
export async function keepFolding(sql: Sql, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await foldPendingNow(sql);
    } catch (error) {
      log.error({ err: error }, "folding what was pushed failed");
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
  }
}
