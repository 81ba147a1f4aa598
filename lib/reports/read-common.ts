import type { Sql } from "../../db/client";
import { type QueryResult, runQuery } from "../metrics";
import type { WatchedScope } from "../metrics/scope-schema";
import { addDays, addMonths, type Day, dayOf, firstOfMonth } from "../time";
import { readAlerts } from "./read-alerts";
import { readGpus } from "./read-gpu";
import { readSavings } from "./read-savings";
import type { ReportParts } from "./report-parts";
import type { ReportSnapshot } from "./snapshot";
import type { ReportKind } from "./subscription";

/** What a report is about: dates [from, to) in the reporting zone. */
export interface Asked {
  kind: ReportKind;
  scope: WatchedScope;
  from: Day;
  to: Day;
  zone: string;
  /** Epoch ms. */
  now: number;
}

type Common = Omit<ReportSnapshot, "kind" | "budgets" | "movers" | "billed" | "providers" | "teams">;

export function previousPeriod({ kind, from }: Pick<Asked, "kind" | "from">): { from: Day; to: Day } {
  return { from: kind === "weekly" ? addDays(from, -7) : addMonths(from, -1), to: from };
}

/** What both kinds of report tell: the figures and what they were before, the days, the alerts, the month that runs. */
export async function readCommon(sql: Sql, asked: Asked, parts: ReportParts): Promise<Common> {
  const { scope, from, to, zone, now } = asked;
  const ask = { where: scope, from, to };
  const previous = previousPeriod(asked);
  const totals = (span: { from: Day; to: Day }) =>
    runQuery(sql, { ...ask, ...span, metric: "cost,requests,cost_per_1k_requests" }, { now });
  // One after the other: a report is nobody's wait, and the pool is shared.
  const current = await totals({ from, to });
  const before = await totals(previous);
  const chartFrom = asked.kind === "weekly" ? previous.from : from;
  const days = await runQuery(sql, { ...ask, from: chartFrom, metric: "cost", by: "day", order: "time" }, { now });
  const month = { from: firstOfMonth(dayOf(now, zone)), to: addMonths(firstOfMonth(dayOf(now, zone)), 1) };
  const running = await runQuery(sql, { ...ask, ...month, metric: "cost" }, { now });
  const spent = running.data[0]?.cost ?? null;
  const through = running.meta.dataThrough;
  const toForecast = { scope, zone, dataThrough: through == null ? null : Date.parse(through) };
  return {
    zone,
    asOf: new Date(now).toISOString(),
    scope,
    period: { from, to },
    previous,
    now: totalsOf(current),
    before: totalsOf(before),
    change: await parts.changeSentence(sql, { where: scope, after: { from, to }, before: previous }, { now }),
    days: days.data.map((row) => ({ day: row.day ?? "", cost: row.cost ?? null })),
    alerts: await readAlerts(sql, asked),
    savings: await readSavings(sql, asked, previous),
    gpus: await readGpus(sql, asked, previous),
    month: { ...month, spent, forecast: spent == null ? null : await parts.forecastMonth(sql, { ...toForecast, spent }, { now }) },
    pricedShare: current.meta.pricedShare,
    unpriced: current.meta.unpriced,
    dataThrough: current.meta.dataThrough,
  };
}

function totalsOf({ data }: QueryResult): Common["now"] {
  const row = data[0];
  return { cost: row?.cost ?? null, requests: row?.requests ?? null, per1k: row?.cost_per_1k_requests ?? null };
}
