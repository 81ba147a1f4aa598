import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "../ui/button";

/** A whole page that says one thing. */
export function Message({ title, action, children }: { title: string; action: { href: string; label: string }; children: ReactNode }) {
  return (
    <main className="grid min-h-[60dvh] place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p className="max-w-96 text-muted-foreground text-sm">{children}</p>
      <Link href={action.href} className={buttonVariants({ variant: "outline" })}>
        {action.label}
      </Link>
    </main>
  );
}
