import type { Sql } from "../../db/client";
import { requestEvaluation } from "./request";

const EVERY_MS = 2_000;
const shared = globalThis as typeof globalThis & { permilleEvaluation?: { timer: NodeJS.Timeout; again: boolean } };

/**
 * `requestEvaluation` for what happens many times a second: within two seconds, once for all that came meanwhile, and two seconds later again: what was
 * pushed is in the figures a second after it came.
 */
export function evaluateSoon(sql: Sql): void {
  const waiting = shared.permilleEvaluation;
  if (waiting) {
    waiting.again = true;
    return;
  }
  const timer = setTimeout(() => {
    const again = shared.permilleEvaluation?.again ?? false;
    shared.permilleEvaluation = undefined;
    if (again) evaluateSoon(sql);
    // Whoever sent the records has their answer already; the worker's minute catches up.
    requestEvaluation(sql).catch(() => {});
  }, EVERY_MS);
  timer.unref();
  shared.permilleEvaluation = { timer, again: false };
}
