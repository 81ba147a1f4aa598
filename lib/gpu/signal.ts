/** Signals of activity, the better one first. */
export const SIGNALS = ["engine", "sm", "util"] as const;
export type Signal = (typeof SIGNALS)[number];

/**
 * SQL name of the one signal that speaks for a GPU over some rows: the first that was measured for at least half as long as the longest measured one, so
 * that a metric switched on for a minute does not hide a month of another. `ms` gives SQL for the time a signal was measured. Null without any.
 */
export function signalSql(ms: (signal: Signal) => string): string {
  const longest = `greatest(${SIGNALS.map(ms).join(", ")})`;
  return `case when ${longest} > 0 then case ${SIGNALS.map((signal) => `when 2 * ${ms(signal)} >= ${longest} then '${signal}'`).join(" ")} end end`;
}

/** SQL of what belongs to the signal named by `signal`. */
export const bySignal = (signal: string, value: (signal: Signal) => string): string =>
  `case ${signal} ${SIGNALS.map((name) => `when '${name}' then ${value(name)}`).join(" ")} end`;

/** SQL of the mean activity of one row in parts per million; null without any. */
export function activitySql(alias: string): string {
  const signal = signalSql((name) => `${alias}.${name}_ms`);
  return bySignal(`(${signal})`, (name) => `${alias}.${name}_uw::numeric / nullif(${alias}.${name}_ms, 0)`);
}
