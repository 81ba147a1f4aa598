import type { ReactNode } from "react";
import { cn } from "./cn";

/** Says why there is nothing, and offers the one next step. */
export function EmptyState({ title, children, action, className }: { title: string; children?: ReactNode; action?: ReactNode; className?: string }) {
  return (
    <div className={cn("grid min-h-40 place-content-center justify-items-center gap-2 px-4 py-8 text-center", className)}>
      <p className="font-medium text-sm">{title}</p>
      {children ? <div className="max-w-96 text-muted-foreground text-sm">{children}</div> : null}
      {action ? <div className="pt-2">{action}</div> : null}
    </div>
  );
}
