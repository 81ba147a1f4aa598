"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { buttonVariants } from "../ui/button";

/** Back to the list that this call was opened from, with its range and filters. */
export function ListLink() {
  const params = useSearchParams();
  return (
    <Link
      href={`/requests${params.size > 0 ? `?${params.toString()}` : ""}`}
      className={buttonVariants({ size: "sm", className: "print:hidden" })}
    >
      <ArrowLeft aria-hidden />
      All requests
    </Link>
  );
}
