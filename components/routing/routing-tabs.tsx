"use client";

import type { ReactNode } from "react";
import { can } from "../../lib/auth/can";
import { PageTabs } from "../layout/page-tabs";
import { useShell } from "../layout/shell-context";

const TABS = [
  { id: "savings", href: "/routing", label: "Savings", permission: "view_dashboards" },
  { id: "settings", href: "/routing/settings", label: "Settings", permission: "view_prices" },
] as const;

/** The two pages of routing. Who may not see the settings gets no tabs. */
export function RoutingTabs({ current, action }: { current: (typeof TABS)[number]["id"]; action?: ReactNode }) {
  const { user } = useShell();
  const tabs = TABS.filter(({ permission }) => can(user.role, permission));
  if (tabs.length < 2 && !action) return null;
  return <PageTabs label="Routing" tabs={tabs} current={current} action={action} />;
}
