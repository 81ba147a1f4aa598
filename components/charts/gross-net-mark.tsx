import { GROSS_COLOR, type GrossNet, LOSS_COLOR, NET_COLOR } from "./gross-net-bars";

/** The same two bars lying in a row of a table; `domain` is shared by all rows, so that they compare. Its figures stand beside it. */
export function GrossNetMark({ gross, net, domain: [least, most] }: GrossNet & { domain: readonly [number, number] }) {
  const size = most - least || 1;
  const at = (value: number) => ((Math.min(most, Math.max(least, value)) - least) / size) * 100;
  const bar = (value: number) => ({
    x: `${Math.min(at(0), at(value))}%`,
    width: `${value === 0 ? 0 : Math.max(0.8, Math.abs(at(value) - at(0)))}%`,
  });
  return (
    <svg aria-hidden="true" className="block h-4 w-full min-w-20 overflow-visible">
      {gross == null ? null : <rect y={2} height={12} fill={GROSS_COLOR} {...bar(gross)} />}
      {net == null ? null : <rect y={5} height={6} fill={net < 0 ? LOSS_COLOR : NET_COLOR} {...bar(net)} />}
      <line x1={`${at(0)}%`} x2={`${at(0)}%`} y1={0} y2={16} stroke="var(--muted-foreground)" />
    </svg>
  );
}
