"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { cn } from "../ui/cn";

const TABS = [
  { id: "savings", href: "/routing", label: "Savings", permission: "view_dashboards" },
  { id: "settings", href: "/routing/settings", label: "Settings", permission: "view_prices" },
] as const;

/** The two pages of routing, as tabs that are addresses; the page's one action at the right. Who may not see the settings gets no tabs. */
export function RoutingTabs({ current, action }: { current: (typeof TABS)[number]["id"]; action?: ReactNode }) {
  const { user } = useShell();
  const tabs = TABS.filter(({ permission }) => can(user.role, permission));
  if (tabs.length < 2 && !action) return null;
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b print:hidden">
      <nav aria-label="Routing" className="flex gap-4">
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
