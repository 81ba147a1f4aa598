import type { Sql } from "../../db/client";
import { requestEvaluation } from "./request";

const EVERY_MS = 2_000;
const shared = globalThis as typeof globalThis & { permilleEvaluation?: NodeJS.Timeout };

/** `requestEvaluation` for what happens many times a second: within two seconds, once for all that came meanwhile. */
export function evaluateSoon(sql: Sql): void {
  if (shared.permilleEvaluation) return;
  shared.permilleEvaluation = setTimeout(() => {
    shared.permilleEvaluation = undefined;
    // Whoever sent the records has their answer already; the worker's minute catches up.
    requestEvaluation(sql).catch(() => {});
  }, EVERY_MS);
  shared.permilleEvaluation.unref();
}
