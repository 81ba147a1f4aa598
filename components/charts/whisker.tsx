/** A rate as a point and its interval as a line, between the ends of `domain`; numbers from 0 to 1. Its figures stand beside it. */
export function Whisker({
  rate,
  low,
  high,
  domain: [from, to],
}: {
  rate: number;
  low: number;
  high: number;
  domain: readonly [number, number];
}) {
  const at = (value: number) => `${(Math.min(1, Math.max(0, (value - from) / (to - from || 1))) * 100).toFixed(2)}%`;
  return (
    <svg aria-hidden="true" className="block h-4 w-full min-w-16 overflow-visible">
      <line x1="0" x2="100%" y1={8} y2={8} stroke="var(--chart-grid)" />
      <line x1={at(low)} x2={at(high)} y1={8} y2={8} stroke="var(--muted-foreground)" strokeWidth={1.5} />
      {[low, high].map((end) => (
        <line key={end} x1={at(end)} x2={at(end)} y1={4} y2={12} stroke="var(--muted-foreground)" strokeWidth={1.5} />
      ))}
      <circle cx={at(rate)} cy={8} r={3} fill="var(--primary)" />
    </svg>
  );
}
