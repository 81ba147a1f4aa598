"use client";

import { Bell, Wallet } from "lucide-react";
import Link from "next/link";
import { budgetThisHref } from "../budgets/budget-this";
import type { OnDemandMenuProps } from "../layout/menu-button";
import { OnDemandMenu } from "../layout/on-demand-menu";
import { newRuleHref } from "../rules/new-rule-href";
import { DropdownMenuItem } from "../ui/dropdown-menu";
import { useFrame } from "./data-context";
import type { Watchable } from "./watch-menu";

/** What can be set up from a metric and its filters; no budget for what should grow. The one list for every chart and row. */
export function WatchItems({ metric, where, ...menu }: OnDemandMenuProps & Watchable) {
  const { metrics } = useFrame();
  const moreIsBetter = metrics.find(({ id }) => id === metric)?.moreIsBetter ?? false;
  return (
    <OnDemandMenu {...menu}>
      {moreIsBetter ? null : (
        <DropdownMenuItem asChild>
          <Link href={budgetThisHref({ metric, where })}>
            <Wallet aria-hidden />
            Budget this
          </Link>
        </DropdownMenuItem>
      )}
      <DropdownMenuItem asChild>
        <Link href={newRuleHref({ metric, where })}>
          <Bell aria-hidden />
          Alert on this
        </Link>
      </DropdownMenuItem>
    </OnDemandMenu>
  );
}
