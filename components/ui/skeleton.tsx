import { cn } from "./cn";

/** Holds the final height of what is loading; give it that height. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden data-slot="skeleton" className={cn("rounded-md bg-muted", className)} />;
}
