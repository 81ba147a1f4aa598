import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

interface Tab {
  id: string;
  href: string;
  label: string;
}

/** Pages of one subject as tabs that are addresses; the page's one action at the right. */
export function PageTabs({ label, tabs, current, action }: { label: string; tabs: readonly Tab[]; current: string; action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b print:hidden">
      <nav aria-label={label} className="flex gap-4">
        {tabs.map(({ id, href, label }) => (
          <Link
            key={id}
            href={href}
            aria-current={id === current ? "page" : undefined}
            className={cn(
              "-mb-px flex h-9 items-center border-b-2 text-sm",
              id === current ? "border-primary font-medium" : "border-transparent text-muted-foreground hover:text-foreground",
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {action ? <div className="pb-2">{action}</div> : null}
    </div>
  );
}
