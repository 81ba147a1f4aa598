import { type Logger, pino } from "pino";

export type { Logger } from "pino";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** JSON lines on stderr, so that stdout stays for answers. Level from PERMILLE_LOG (default "info"). */
export function createLog(part: string, level = process.env.PERMILLE_LOG): Logger {
  const known = LOG_LEVELS.find((name) => name === level);
  return pino(
    { name: "permille", level: known ?? "info", base: { part }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
