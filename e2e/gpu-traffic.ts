/** Scrapes are a quarter of an hour apart, and weigh as long. */
const STEP_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const DAYS = 9;
/** Whole days that the page is asked about: the last seven before today. */
export const WEEK_DAYS = 7;

interface Card {
  uuid: string;
  host: string;
  /** What it shows at an hour (UTC) so many days ago; null: nothing, its exporter is silent. */
  at: (hour: number, ago: number) => { engine: number; tensor: number } | null;
}

const STILL = { engine: 0.002, tensor: 0 };
/** Idle from 20:00 to 8:00, and four days ago all day. */
const nightly: Card["at"] = (hour, ago) => (ago === 4 || hour < 8 || hour >= 20 ? STILL : { engine: 0.7, tensor: 0.35 });

/** Two cards that are idle at night, one that looks busy, and one whose exporter fell silent two days ago. */
const CARDS: readonly Card[] = [
  { uuid: "GPU-night-0", host: "night-1", at: nightly },
  { uuid: "GPU-night-1", host: "night-1", at: nightly },
  { uuid: "GPU-train-0", host: "train-1", at: () => ({ engine: 0.88, tensor: 0.02 }) },
  { uuid: "GPU-lab-0", host: "lab-1", at: (_, ago) => (ago >= 2 ? { engine: 0.5, tensor: 0.2 } : null) },
];

/** Dollars an hour; the card of the lab has no rate. */
export const RATES = { night: "2", train: "4" } as const;

/** What idle hours of the night pool cost on a day like any other, and on the day that it idled through. */
export const NIGHT_IDLE = { usual: 2 * 12 * Number(RATES.night), through: 2 * 24 * Number(RATES.night) };
/** Of the seven days. */
export const WEEK_IDLE = (WEEK_DAYS - 1) * NIGHT_IDLE.usual + NIGHT_IDLE.through;

export const utcDay = (ahead: number): string => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

/** Text of dcgm-exporters as a federating Prometheus writes it, with timestamps: nine days up to now. */
export function gpuText(): string {
  const today = Math.floor(Date.now() / DAY_MS);
  const lines: string[] = [];
  for (let at = (today - DAYS) * DAY_MS; at <= Date.now(); at += STEP_MS) {
    for (const { uuid, host, at: shown } of CARDS) {
      const activity = shown((at % DAY_MS) / 3_600_000, today - Math.floor(at / DAY_MS));
      if (!activity) continue;
      const labels = `gpu="0",UUID="${uuid}",modelName="NVIDIA H100 80GB HBM3",Hostname="${host}",namespace="ml",pod="${host}-worker"`;
      lines.push(`DCGM_FI_PROF_GR_ENGINE_ACTIVE{${labels}} ${activity.engine} ${at}`);
      lines.push(`DCGM_FI_PROF_PIPE_TENSOR_ACTIVE{${labels}} ${activity.tensor} ${at}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
