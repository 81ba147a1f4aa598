"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { cn } from "../ui/cn";
import { isCurrent, type NavigationPage } from "./navigation";
import { OpenAlerts } from "./open-alerts";
import { useShell } from "./shell-context";

const GROUPS = ["look", "watch", "run"] as const;

export function SideNavigation({ onFollow }: { onFollow?: () => void }) {
  const { pages } = useShell();
  return (
    <nav aria-label="Pages" className="grid gap-2">
      {GROUPS.map((group) => {
        const members = pages.filter((page) => page.group === group);
        if (members.length === 0) return null;
        return (
          <ul key={group} className="grid gap-0.5 border-t pt-2 first:border-t-0 first:pt-0">
            {members.map((page) => (
              <li key={page.href}>
                <NavigationLink page={page} onFollow={onFollow} />
              </li>
            ))}
          </ul>
        );
      })}
    </nav>
  );
}

function NavigationLink({ page, onFollow }: { page: NavigationPage; onFollow?: () => void }) {
  const current = isCurrent(page.href, usePathname());
  // Prefetched when somebody comes near: all of them at once would compete with the page that is just loading.
  const [near, setNear] = useState(false);
  const approach = () => setNear(true);
  const Icon = page.icon;
  return (
    <Link
      href={page.href}
      prefetch={near ? "auto" : false}
      onPointerEnter={approach}
      onFocus={approach}
      onClick={onFollow}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors",
        current ? "bg-primary-soft font-medium text-primary" : "text-muted-foreground hover:bg-accent hover:text-foreground",
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      {page.label}
      {page.href === "/alerts" ? <OpenAlerts /> : null}
    </Link>
  );
}
