/** One measured figure. */
export interface Figure {
  figure: string;
  value: number;
  unit: string;
  /** "≥ 0.35", "≤ 100", "= 0"; null where nothing is promised. */
  target: string | null;
  met: boolean | null;
  /** What it is measured against, in the same run, or under which conditions. */
  against: string;
}

export type Target = `${"≥" | "≤" | "="} ${number}`;

/** Rounds the value to three digits or whole numbers and judges it, unrounded, against its target. */
export function figure(name: string, value: number, unit: string, against: string, target: Target | null = null): Figure {
  return { figure: name, value: shown(value), unit, target, met: target === null ? null : isMet(value, target), against };
}

function isMet(value: number, target: Target): boolean {
  const limit = Number(target.slice(2));
  if (target.startsWith("≥")) return value >= limit;
  return target.startsWith("≤") ? value <= limit : value === limit;
}

const shown = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

export const thousands = (n: number): string => n.toLocaleString("en-US");
