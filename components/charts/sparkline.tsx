import { sparkPaths } from "./spark-path";

const WIDTH = 96;
const HEIGHT = 24;

/** A line without axes beside a figure; the figure's words tell its story, so it is hidden from screen readers. */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  if (values.filter((value) => value != null).length < 2) return <div className={className} aria-hidden />;
  return (
    <svg viewBox={`-1 0 ${WIDTH + 2} ${HEIGHT}`} preserveAspectRatio="none" className={className} aria-hidden>
      {sparkPaths(values, WIDTH, HEIGHT).map((path) => (
        <path
          key={path}
          d={path}
          fill="none"
          stroke="var(--primary)"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
