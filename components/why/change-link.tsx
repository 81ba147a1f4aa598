"use client";

import Link from "next/link";
import { scopeHref, useScope } from "../filters/use-scope";
import type { FilterEntry } from "../filters/where";
import type { Change } from "../panels/figure";
import { cn } from "../ui/cn";
import { narrowedTo } from "./question";

/** A change figure that opens its explanation: same range, comparison and filters, narrowed to `entry` where it is a row's. */
export function ChangeLink({
  change,
  against,
  entry,
  className,
}: {
  change: Change;
  against: string | null;
  entry?: FilterEntry;
  className?: string;
}) {
  const { state } = useScope();
  const words = `${change.words}${against ? ` on ${against}` : ""}`;
  return (
    <Link
      href={scopeHref("/why", { state, where: entry ? narrowedTo(state.where, entry) : state.where })}
      prefetch={false}
      className={cn("rounded-sm underline-offset-4 hover:text-primary hover:underline", className)}
      title={`${words[0]?.toUpperCase()}${words.slice(1)}. Why did cost change?`}
    >
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">{words}: why cost changed</span>
    </Link>
  );
}
