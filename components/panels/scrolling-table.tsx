import type { ReactNode } from "react";

/** A long table in the height of its chart; it is reached and scrolled by keyboard. */
export function ScrollingTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section aria-label={label} tabIndex={0} className="-mx-4 max-h-[312px] overflow-auto border-t print:max-h-none">
      {children}
    </section>
  );
}
