import type { Sql, Tx } from "../../db/client";
import { readZone } from "../settings/zone";
import { addDays, type Day, dayOf } from "../time";

const DAYS = 30;

/** The 30 days up to and with today, in the reporting zone. */
export async function recentDays(sql: Sql | Tx, now: Date): Promise<{ from: Day; today: Day }> {
  const today = dayOf(now.getTime(), await readZone(sql));
  return { from: addDays(today, 1 - DAYS), today };
}

/** SQL of (card, host, gpu_model, namespace, pod) of GPUs since the day `$1`. */
export const RECENT_CARDS = `select distinct d.card, g.host, g.gpu_model, g.namespace, g.pod from gpu_day g join gpu_device d on d.id = g.subject where g.day >= $1::date`;

/** SQL that joins a relation of names `c` to the spans `s` of a day. */
export const spansAt = (day: string): string =>
  `gpu_span s on s.host = c.host and s.gpu_model = c.gpu_model and s.namespace = c.namespace and s.pod = c.pod and s.from_day <= ${day} and s.to_day > ${day}`;
