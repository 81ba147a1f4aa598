"use client";

import Link from "next/link";
import { scopeHref, useScope } from "../filters/use-scope";
import type { FilterEntry } from "../filters/where";
import type { Change } from "../panels/figure";
import { cn } from "../ui/cn";
import { narrowedTo } from "./question";

const WHY_COST = { path: "/why", says: "why cost changed", asks: "Why did cost change?" };

/** A change figure that opens its explanation: same range, comparison and filters, narrowed to `entry` where it is a row's. `to`: the page that explains it. */
export function ChangeLink({
  change,
  against,
  entry,
  to = WHY_COST,
  className,
}: {
  change: Change;
  against: string | null;
  entry?: FilterEntry;
  to?: { path: string; says: string; asks: string };
  className?: string;
}) {
  const { state } = useScope();
  const words = `${change.words}${against ? ` on ${against}` : ""}`;
  return (
    <Link
      href={scopeHref(to.path, { state, where: entry ? narrowedTo(state.where, entry) : state.where })}
      prefetch={false}
      className={cn("rounded-sm underline-offset-4 hover:text-primary hover:underline", className)}
      title={`${words[0]?.toUpperCase()}${words.slice(1)}. ${to.asks}`}
    >
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">
        {words}: {to.says}
      </span>
    </Link>
  );
}
