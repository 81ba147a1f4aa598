import { formatRatio } from "../../lib/money";
import { cn } from "../ui/cn";

export interface MixPart {
  id: string;
  label: string;
  color: string;
  /** 0 to 1. */
  share: number;
}

/** Parts of a whole in one bar, with the share in each that has room for it. */
export function MixBar({ label, parts, light = false }: { label: string; parts: readonly MixPart[]; light?: boolean }) {
  const words = parts.map((part) => `${part.label} ${formatRatio(String(part.share))}`).join(", ");
  return (
    <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-2 text-xs">
      <span className="text-muted-foreground">{label}</span>
      <div role="img" aria-label={`${label}: ${words}`} className="flex h-6 gap-px overflow-hidden rounded-[2px] bg-muted">
        {parts.map(({ id, share, color }) =>
          share > 0 ? (
            <span
              key={id}
              className="grid h-full min-w-0 place-content-center overflow-hidden whitespace-nowrap text-2xs"
              style={{ width: `${share * 100}%`, background: light ? `color-mix(in oklab, ${color} 35%, var(--card))` : color }}
            >
              {share >= 0.08 ? (
                <span className={cn(!light && "rounded-sm bg-card px-1 text-foreground", share < 0.16 && "max-sm:hidden")}>
                  {formatRatio(share.toFixed(4))}
                </span>
              ) : null}
            </span>
          ) : null,
        )}
      </div>
    </div>
  );
}
