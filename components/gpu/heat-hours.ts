import type { GpuHeat } from "../../lib/metrics/gpu-heat-answer";
import { formatRatio } from "../../lib/money";
import { columnParts } from "./heat-columns";

/** A line for each day: "00–06 no data, 07 2.1 %, 08–09 80 %". Hours side by side that read alike stand together. */
export function hourLines(
  cells: readonly (number | null)[],
  { columns, by, meta }: Pick<GpuHeat, "columns" | "by"> & { meta: Pick<GpuHeat["meta"], "zone"> },
): { day: string; hours: string }[] {
  const days = new Map<string, { from: string; to: string; text: string }[]>();
  columns.forEach((column, index) => {
    const { day, hour } = columnParts(column, by, meta.zone);
    const at = hour.replace(/:00$/, "");
    const cell = cells[index] ?? null;
    const text = cell === null ? "no data" : formatRatio(String(cell / 1000));
    const runs = days.get(day) ?? [];
    const last = runs.at(-1);
    if (last?.text === text) last.to = at;
    else runs.push({ from: at, to: at, text });
    days.set(day, runs);
  });
  return [...days].map(([day, runs]) => ({
    day,
    hours: runs.map(({ from, to, text }) => `${from === to ? from : `${from}–${to}`} ${text}`).join(", "),
  }));
}
