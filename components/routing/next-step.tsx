"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { SendOutcomes } from "./send-outcomes";
import type { Missing } from "./sentence";

export const SETTINGS = "/routing/settings";

/** The way to the routing settings, for who may see them. */
export function SettingsLink({ children }: { children: string }) {
  const { user } = useShell();
  if (!can(user.role, "view_prices")) return null;
  return (
    <Link href={SETTINGS} className="whitespace-nowrap text-primary underline-offset-4 hover:underline print:hidden">
      {children} →
    </Link>
  );
}

/** What to do about what a sentence lacks. */
export function NextStep({ missing }: { missing: Missing | null }) {
  switch (missing) {
    case "outcomes":
      return <SendOutcomes />;
    case "failure_cost":
      return <SettingsLink>Set what a failure costs</SettingsLink>;
    case "baseline":
      return <SettingsLink>Set a baseline</SettingsLink>;
    case null:
      return null;
  }
}
