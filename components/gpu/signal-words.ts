import type { GpuStanding } from "../../lib/metrics/gpu-standing-answer";

const SIGNAL_WORDS = { engine: "graphics engine activity", sm: "SM activity", util: "GPU utilization as nvidia-smi shows it" } as const;

/** "graphics engine activity (90 GPUs), SM activity (4)"; what utilization is told by. Null where nothing was measured. */
export function signalText(signals: GpuStanding["signals"]): string | null {
  const known = signals.flatMap(({ signal, cards }) => (signal == null ? [] : { words: SIGNAL_WORDS[signal], cards }));
  if (known.length === 0) return null;
  if (known.length === 1 && signals.length === 1) return known[0]?.words ?? null;
  return known.map(({ words, cards }, index) => `${words} (${cards}${index === 0 ? (cards === 1 ? " GPU" : " GPUs") : ""})`).join(", ");
}
