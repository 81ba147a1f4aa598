import {
  Bell,
  ChartColumn,
  ChartNoAxesGantt,
  Cpu,
  Database,
  FileText,
  Inbox,
  ListTree,
  type LucideIcon,
  Route,
  Settings,
  Tag,
  Wallet,
} from "lucide-react";
import { can, type Permission, type Role } from "../../lib/auth/can";

export interface NavigationPage {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Null: for everyone who is signed in. */
  permission: Permission | null;
  group: "look" | "watch" | "run";
}

/** The pages of the navigation and the palette, in order. Only pages that work. */
const PAGES: readonly NavigationPage[] = [
  { href: "/", label: "Overview", icon: ChartColumn, permission: "view_dashboards", group: "look" },
  { href: "/requests", label: "Requests", icon: ListTree, permission: "view_requests", group: "look" },
  { href: "/routing", label: "Routing", icon: Route, permission: "view_dashboards", group: "look" },
  { href: "/gpu", label: "GPU", icon: Cpu, permission: "view_dashboards", group: "look" },
  { href: "/why", label: "Why", icon: ChartNoAxesGantt, permission: "view_dashboards", group: "look" },
  { href: "/budgets", label: "Budgets", icon: Wallet, permission: "view_budgets", group: "watch" },
  { href: "/alerts", label: "Alerts", icon: Bell, permission: "view_budgets", group: "watch" },
  { href: "/reports", label: "Reports", icon: FileText, permission: "view_dashboards", group: "watch" },
  { href: "/outbox", label: "Outbox", icon: Inbox, permission: "view_outbox", group: "watch" },
  { href: "/sources", label: "Sources", icon: Database, permission: "view_sources", group: "run" },
  { href: "/prices", label: "Prices", icon: Tag, permission: "view_prices", group: "run" },
  { href: "/settings", label: "Settings", icon: Settings, permission: null, group: "run" },
];

/** What this person sees. `outbox`: whether the outbox is a page. */
export function navigationFor(role: Role, { outbox }: { outbox: boolean }): NavigationPage[] {
  return PAGES.filter(({ href, permission }) => (permission === null || can(role, permission)) && (href !== "/outbox" || outbox));
}

export function isCurrent(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
