import type { Sql } from "../../db/client";
import { parseQuery, type QueryRow, runQuery } from "../metrics";
import { type Amount, add, divide } from "../money";
import { customPrices } from "../prices";
import { createPriceBook } from "../pricing";
import { ALL_FEATURES, MODEL_CLASSES, type ModelClass, type RoutingSetting, routingSettings } from "../savings";
import { dayOf, parseRange } from "../time";
import { type Classed, classesAt, settingAt } from "./classes";
import { CLASS_FROM, type RoutingMix } from "./mix-answer";
import type { RoutingQuery } from "./read-net";

/**
 * Requests and cost by class of the model that answered, against the target of the feature that the question is about, else of all features. Classes,
 * prices and target are those of the end of the range. Throws as a query does. `now` is epoch ms.
 */
export async function readRoutingMix(sql: Sql, input: RoutingQuery, { now }: { now: number }): Promise<RoutingMix> {
  const query = parseQuery({ metric: "requests,cost", by: "provider,model", ...input });
  const [answer, settings, entries] = await Promise.all([runQuery(sql, query, { now }), routingSettings(sql), customPrices(sql)]);
  const { range, zone, dataThrough } = answer.meta;
  const end = Math.min(now, parseRange(range, zone, now).to - 1);
  const classOf = classesAt(settings, createPriceBook(entries), end);
  const models = answer.data.map((row) => ({ row, classed: classOf(row.provider ?? null, row.model ?? null) }));
  const target = targetOf(settings, query.where, end);
  return {
    ...mixOf(models, target?.value ?? null),
    target: target && { subject: target.subject, from: target.from && dayOf(Date.parse(target.from), zone) },
    boundaries: { frontier: CLASS_FROM.frontier, mid: CLASS_FROM.mid },
    meta: { range, zone, dataThrough },
  };
}

interface Classified {
  row: QueryRow;
  classed: Classed;
}

/** Pure. */
export function mixOf(models: readonly Classified[], target: Record<ModelClass, string> | null): Pick<RoutingMix, "classes"> {
  const sumOf = (of: readonly Classified[], id: "requests" | "cost"): Amount => add(...of.map(({ row }) => row[id] ?? "0"));
  const known = models.filter(({ classed }) => classed.class != null);
  const all = { requests: sumOf(known, "requests"), cost: sumOf(known, "cost") };
  const classes = [...MODEL_CLASSES, null].map((name) => {
    const its = models.filter(({ classed }) => classed.class === name);
    const [requests, cost] = [sumOf(its, "requests"), its.some(({ row }) => row.cost != null) ? sumOf(its, "cost") : null];
    return {
      class: name,
      requests,
      share: name == null ? null : divide(requests, all.requests),
      cost,
      costShare: name == null || cost == null ? null : divide(cost, all.cost),
      target: name == null ? null : (target?.[name] ?? null),
      models: its.map(({ row, classed }) => ({
        provider: row.provider ?? null,
        model: row.model ?? null,
        requests: row.requests ?? "0",
        cost: row.cost ?? null,
        from: classed.from,
        outputUsdPerMillion: classed.outputUsdPerMillion,
      })),
    };
  });
  return { classes: classes.filter(({ class: name, models }) => name != null || models.length > 0) };
}

/** The target of the one feature that the question is about, else of all. */
function targetOf(
  settings: readonly RoutingSetting[],
  where: readonly { dimension: string; values: readonly (string | null)[] }[],
  at: number,
) {
  const asked = where.find(({ dimension }) => dimension === "feature")?.values;
  const [feature] = asked?.length === 1 ? asked : [];
  for (const subject of [...(feature == null ? [] : [feature]), ALL_FEATURES]) {
    const set = settingAt(settings, "target_mix", subject, at);
    if (set) return { subject, ...set };
  }
  return null;
}
