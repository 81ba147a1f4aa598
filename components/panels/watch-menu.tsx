"use client";

import { MoreHorizontal } from "lucide-react";
import { type ComponentType, useMemo } from "react";
import { can } from "../../lib/auth/can";
import { MenuButton, type OnDemandMenuProps } from "../layout/menu-button";
import { useShell } from "../layout/shell-context";
import { Button } from "../ui/button";

/** What a chart, a panel or a row shows: a metric and its filters ("feature=chat"). */
export interface Watchable {
  metric: string;
  where: readonly string[];
}

interface WatchMenuProps extends Watchable {
  /** What it is about, for the button's name: "cost by feature". */
  about: string;
  className?: string;
}

/** The ⋯ of a chart or a row: what can be set up from what it shows. Nothing for those who may not. */
export function WatchMenu({ metric, where, about, className }: WatchMenuProps) {
  const { user } = useShell();
  const key = where.join("\n");
  const load = useMemo(() => {
    const shown: Watchable = { metric, where: key === "" ? [] : key.split("\n") };
    return async (): Promise<ComponentType<OnDemandMenuProps>> => {
      const { WatchItems } = await import("./watch-items");
      return (menu) => <WatchItems {...menu} {...shown} />;
    };
  }, [metric, key]);
  if (!can(user.role, "manage_budgets")) return null;
  return (
    <MenuButton key={`${metric} ${key}`} load={load}>
      <Button variant="ghost" size="icon" className={className} aria-label={`More for ${about}`}>
        <MoreHorizontal aria-hidden />
      </Button>
    </MenuButton>
  );
}
