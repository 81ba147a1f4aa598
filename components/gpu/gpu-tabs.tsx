"use client";

import type { ReactNode } from "react";
import { can } from "../../lib/auth/can";
import { PageTabs } from "../layout/page-tabs";
import { useShell } from "../layout/shell-context";

const TABS = [
  { id: "gpus", href: "/gpu", label: "GPUs", permission: "view_dashboards" },
  { id: "settings", href: "/gpu/settings", label: "Settings", permission: "view_prices" },
] as const;

/** The two pages of GPUs. Who may not see the settings gets no tabs. */
export function GpuTabs({ current, action }: { current: (typeof TABS)[number]["id"]; action?: ReactNode }) {
  const { user } = useShell();
  const tabs = TABS.filter(({ permission }) => can(user.role, permission));
  if (tabs.length < 2 && !action) return null;
  return <PageTabs label="GPU" tabs={tabs} current={current} action={action} />;
}
