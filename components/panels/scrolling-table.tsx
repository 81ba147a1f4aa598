import type { ComponentProps, ReactNode } from "react";
import { cn } from "../ui/cn";
import { TableHeader } from "../ui/table";

/** A long table in the height of its chart; it is reached and scrolled by keyboard, and its `StickyHeader` stays in sight. */
export function ScrollingTable({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      // The table's own sideways scroller would hold the head back: this one scrolls both ways.
      className={cn("-mx-4 max-h-[312px] overflow-auto border-t print:max-h-none [&>div]:overflow-visible", className)}
    >
      {children}
    </section>
  );
}

/** The head of a scrolling table. Its line is a shadow, since a collapsed border scrolls away with the rows. */
export function StickyHeader(props: Omit<ComponentProps<"thead">, "className">) {
  return (
    <TableHeader
      className="sticky top-0 z-10 border-b-0 bg-card [&_th]:shadow-[inset_0_-1px_0_var(--border)] [&_tr]:border-b-0"
      {...props}
    />
  );
}
