import type { PollRow, TrialRow } from "../../lib/http/operations/polls";
import { formatCount } from "../../lib/money";
import { wallText } from "../../lib/time";
import { counted } from "./words";

/** "every 15 s", "every minute", "every 5 min", "every hour". */
export function everyText(seconds: number): string {
  if (seconds === 60) return "every minute";
  if (seconds === 3600) return "every hour";
  return seconds % 60 === 0 ? `every ${seconds / 60} min` : `every ${seconds} s`;
}

/** "2026-10-03 14:05:20" of an ISO instant in the zone. */
export const secondText = (time: string, zone: string): string => wallText(Date.parse(time), zone).slice(0, 19);

export interface PollStanding {
  label: string;
  variant: "neutral" | "primary" | "success" | "warning" | "destructive";
}

/** How a poll goes, in a word or two. */
export function pollStanding(
  poll: Pick<PollRow, "paused" | "lastOkAt" | "lastError"> & Partial<Pick<PollRow, "reading" | "warning">>,
): PollStanding {
  if (poll.paused) return { label: "Paused", variant: "neutral" };
  if (poll.lastError) return { label: "Can't be read", variant: "destructive" };
  if (!poll.lastOkAt) return { label: poll.reading ? "Reading" : "Not read yet", variant: poll.reading ? "primary" : "neutral" };
  return poll.warning ? { label: "With a warning", variant: "warning" } : { label: "Up to date", variant: "success" };
}

const ADVICE: readonly [about: RegExp, advice: string][] = [
  [/token is refused/i, "Enter a valid token."],
  [/with a token only/i, "Enter a bearer token."],
  [
    /nothing listens|does not answer|no way to this machine|connection broke|within \d+ s/i,
    "See whether it runs, and whether a firewall lets this machine through.",
  ],
  [/no machine of this name|leads nowhere/i, "Check the name in the address; it is looked up by the machine that runs Permille."],
  [/no Prometheus text|no HTTP API/i, "Check the address."],
  [/longer than \d+ MB/i, "Let the exporter show fewer metrics, or narrow the selector."],
  [/less often/i, "Choose a longer interval."],
  [/bad_data|parse error/i, "Check the selector."],
];

/** What to do about a sentence of the server, where it doesn't say it itself; null where nothing is known to help. */
export const adviceFor = (error: string): string | null => ADVICE.find(([about]) => about.test(error))?.[1] ?? null;

/** Why it can't be read, what is safe, and when it is tried again. */
export function failureText(poll: Pick<PollRow, "lastError" | "lastOkAt" | "failures" | "nextAt" | "paused">, zone: string): string {
  const since = poll.lastOkAt
    ? `It was last read at ${secondText(poll.lastOkAt, zone)}, and what was read stays.`
    : "It was never read so far.";
  const tried = poll.failures > 1 ? ` ${formatCount(String(poll.failures))} attempts in a row failed.` : "";
  const next = poll.paused ? "" : ` It is tried again at ${secondText(poll.nextAt, zone)}.`;
  return `${since}${tried}${next}`;
}

/** "History since 2026-10-01: read back to 2026-10-12 14:00, 45 %." */
export function backfillText(backfill: NonNullable<PollRow["backfill"]>, zone: string): string {
  const day = wallText(Date.parse(backfill.from), zone).slice(0, 10);
  if (backfill.done) return `History since ${day} is read.`;
  const at = wallText(Date.parse(backfill.at), zone).slice(0, 16);
  return `History since ${day}: read back to ${at}, ${Math.floor(backfill.share * 100)} %. The newest comes first.`;
}

/** "3 s behind this machine's clock"; null where it is not told, or too little to matter. */
export function skewText(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) < 2_000) return null;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const size = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return `${size} ${skewMs < 0 ? "behind" : "ahead of"} this machine's clock`;
}

type Saw = NonNullable<TrialRow["saw"]>;

/** "8 GPUs on gpu-1 and gpu-2, and 1 model server with llama-3.1-8b." */
export function sawText({ gpus, servers, hosts, models }: Pick<Saw, "gpus" | "servers" | "hosts" | "models">): string {
  const parts = [
    gpus > 0 ? `${counted(gpus, "GPU")}${hosts.length > 0 ? ` on ${few(hosts)}` : ""}` : null,
    servers > 0 ? `${counted(servers, "model server")}${models.length > 0 ? ` with ${few(models)}` : ""}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "No GPU and no model server." : `${parts.join(", and ")}.`;
}

/** "64 series of 8 metrics make figures; 16 others are left out." */
export function seriesText({ series, metrics, otherSeries }: Pick<Saw, "series" | "metrics" | "otherSeries">): string {
  const others = otherSeries === 0 ? "" : `; ${counted(otherSeries, "other is", "others are")} left out`;
  return `${counted(series, "series", "series")} of ${counted(metrics.length, "metric")} make figures${others}.`;
}

/** "a", "a and b", "a, b and 3 more". */
function few(names: readonly string[]): string {
  const [first = "", second, third] = names;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  return `${first}, ${second} and ${formatCount(String(names.length - 2))} more`;
}
