import { offsetMs } from "../time";
import type { Call } from "./call";
import { featureDay } from "./day";
import { contractReview, invoiceCapture } from "./features/documents";
import { type Activity, activityOf, busyShare } from "./gpu-activity";
import { CARDS, type Card, SERVERS, type Server, SILENT_HOST } from "./gpus";
import { DAY_MS, dayNumber, type Plan, STORY, ZONE } from "./plan";
import { type Chance, chance } from "./random";
import type { Span } from "./streams";

/** Exporters are read every quarter of an hour, and samples weigh as long. */
const STEP_MS = 15 * 60_000;

/** The first day (since 1970) on which GPUs were measured; a small company has fewer days of it. */
export function firstGpuDay(plan: Plan): number {
  const days = Math.round(-STORY.gpus * Math.min(1, Math.sqrt(plan.scale)));
  return plan.anchor - Math.max(-STORY.silentHost + 1, days);
}

/** What dcgm-exporters showed each quarter of an hour of a span, as a federating Prometheus writes it: one scrape after the other. */
export async function* dcgmText(plan: Plan, span: Span): AsyncGenerator<Uint8Array> {
  yield* byDay(plan, span, (day, times) => {
    const work = workOfDay(plan, day);
    const lucks = CARDS.map(({ uuid }) => chance(plan.seed, day, uuid));
    return times.map((at) => {
      const measured = CARDS.map((card, i) => measure(plan, card, lucks[i] ?? chance(plan.seed), { at, work }));
      return METRICS.map(({ name, of }) =>
        CARDS.map((card, i) => {
          const activity = measured[i];
          return activity ? `${name}{${labelsOf(card)}} ${of(activity, card)} ${at}\n` : "";
        }).join(""),
      ).join("");
    });
  });
}

type Work = ReadonlyMap<string, readonly Call[]>;
const keyOf = ({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}`;

/** Calls that were answered by each server's pod on a day, and before its midnight. */
function workOfDay(plan: Plan, day: number): Work {
  return new Map(SERVERS.map((server) => [keyOf(server.pod), callsOf(plan, day, server)]));
}

/** A host that fell silent has none of it. */
function measure(plan: Plan, card: Card, luck: Chance, { at, work }: { at: number; work: Work }): Activity | null {
  const wall = at + offsetMs(at, ZONE);
  const weekday = new Date(wall).getUTCDay();
  const calls = card.pod ? (work.get(keyOf(card.pod)) ?? []) : [];
  // Chance is used up for a silent host too, so that what it showed before is the same.
  const activity = activityOf(luck, card, {
    hour: (wall % DAY_MS) / 3_600_000,
    weekend: weekday === 0 || weekday === 6,
    busy: busyShare(calls, at - STEP_MS, at),
  });
  const silentFrom = (plan.anchor + STORY.silentHost) * DAY_MS + 2.5 * 3_600_000;
  return card.host === SILENT_HOST && at >= silentFrom ? null : activity;
}

const ratio = (value: number): string => value.toFixed(6);
const METRICS: readonly { name: string; of: (activity: Activity, card: Card) => string }[] = [
  { name: "DCGM_FI_DEV_GPU_UTIL", of: ({ util }) => (util * 100).toFixed(0) },
  { name: "DCGM_FI_PROF_GR_ENGINE_ACTIVE", of: ({ engine }) => ratio(engine) },
  { name: "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", of: ({ tensor }) => ratio(tensor) },
  { name: "DCGM_FI_PROF_DRAM_ACTIVE", of: ({ dram }) => ratio(dram) },
  { name: "DCGM_FI_DEV_FB_USED", of: ({ memory }, { memoryMib }) => (memory * memoryMib).toFixed(0) },
  { name: "DCGM_FI_DEV_FB_FREE", of: ({ memory }, { memoryMib }) => ((1 - memory) * memoryMib).toFixed(0) },
  {
    name: "DCGM_FI_DEV_POWER_USAGE",
    of: ({ power }, { idleWatts, fullWatts }) => (idleWatts + power * (fullWatts - idleWatts)).toFixed(3),
  },
];

function labelsOf({ index, uuid, model, host, pod }: Card): string {
  const holder = `container="${pod ? "main" : ""}",namespace="${pod?.namespace ?? ""}",pod="${pod?.name ?? ""}"`;
  return `gpu="${index}",UUID="${uuid}",device="nvidia${index}",modelName="${model}",Hostname="${host}",${holder}`;
}

const FEATURES = { invoiceCapture, contractReview } as const;

/** Calls that a server answered on a UTC day, by their beginning. */
export function callsOf(plan: Plan, day: number, { feature }: Pick<Server, "feature">): Call[] {
  return FEATURES[feature](featureDay(plan, day, feature))
    .filter(({ failure }) => !failure)
    .sort((a, b) => a.at - b.at);
}

/** Texts of each scrape of the days that were measured, within a span. */
export async function* byDay(
  plan: Plan,
  { from, since, until }: Span,
  texts: (day: number, times: readonly number[]) => readonly string[],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let day = Math.max(from, firstGpuDay(plan)); day <= dayNumber(until - 1); day += 1) {
    const times = Array.from({ length: DAY_MS / STEP_MS }, (_, i) => day * DAY_MS + i * STEP_MS).filter((at) => at >= since && at < until);
    if (times.length === 0) continue;
    const text = texts(day, times).join("");
    if (text !== "") yield encoder.encode(text);
  }
}
