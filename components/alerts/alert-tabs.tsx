import type { ReactNode } from "react";
import { PageTabs } from "../layout/page-tabs";

const TABS = [
  { id: "events", href: "/alerts", label: "Events" },
  { id: "rules", href: "/alerts/rules", label: "Rules" },
] as const;

/** The two pages of alerts. */
export function AlertTabs({ current, action }: { current: (typeof TABS)[number]["id"]; action?: ReactNode }) {
  return <PageTabs label="Alerts" tabs={TABS} current={current} action={action} />;
}
