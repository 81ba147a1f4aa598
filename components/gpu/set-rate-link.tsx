"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";

/** The way to the rates of GPUs, for who may see them. */
export function SetRateLink({ children }: { children: string }) {
  const { user } = useShell();
  if (!can(user.role, "view_prices")) return null;
  return (
    <Link href="/gpu/settings" className="whitespace-nowrap text-primary underline underline-offset-4 print:hidden">
      {children} →
    </Link>
  );
}
