import { formatRatio } from "../../lib/money";

/** A step of the colours of activity. `below` is in ‰; the last has no end. */
export interface HeatLevel {
  id: HeatLevelId;
  below: number;
  label: string;
  color: string;
}

export const NO_DATA = "none";
export type HeatLevelId = typeof NO_DATA | "idle" | "l1" | "l2" | "l3" | "l4" | "l5";

/** How much of the accent is in a step's colour; the rest is the panel's. */
const BUSY = [
  { id: "l1", below: 200, accent: 22 },
  { id: "l2", below: 400, accent: 40 },
  { id: "l3", below: 600, accent: 59 },
  { id: "l4", below: 800, accent: 79 },
  { id: "l5", below: Number.POSITIVE_INFINITY, accent: 100 },
] as const;

/**
 * The steps from idle to busy. What lies below the idle line has the colour of a crossed line; from there on, the busier the deeper the accent. `idleBelow` is
 * the line as a ratio ("0.05"). All colours come from the theme.
 */
export function heatLevels(idleBelow: string): HeatLevel[] {
  const line = Math.round(Number(idleBelow) * 1000);
  const percent = (permille: number) => formatRatio(String(permille / 1000));
  const idle: HeatLevel = {
    id: "idle",
    below: line,
    label: `idle, under ${percent(line)}`,
    color: "color-mix(in oklab, var(--chart-3) 62%, var(--card))",
  };
  const steps = BUSY.filter(({ below }) => below > line);
  return [
    idle,
    ...steps.map(({ id, below, accent }, index) => {
      const from = index === 0 ? line : (steps[index - 1]?.below ?? line);
      return {
        id,
        below,
        label: `${percent(from).replace(" %", "")} to ${percent(Math.min(1000, below))}`,
        color: `color-mix(in oklab, var(--primary) ${accent}%, var(--card))`,
      };
    }),
  ];
}

/** Which step an activity in ‰ is on; unknown is none of them. */
export function levelIn(levels: readonly HeatLevel[]): (cell: number | null) => HeatLevelId {
  return (cell) => (cell == null ? NO_DATA : (levels.find(({ below }) => cell < below)?.id ?? levels.at(-1)?.id ?? NO_DATA));
}
