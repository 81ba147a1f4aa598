"use client";

import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { HeaderTools } from "./header-tools";
import { useShell } from "./shell-context";

/**
 * One page inside the shell. `bar` is the place of range, comparison and filters: beside the title, below it on small screens; `footer` that of the strip of truth.
 */
export function Page({ title, bar, footer, children }: { title: string; bar?: ReactNode; footer?: ReactNode; children: ReactNode }) {
  const { openNavigation } = useShell();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="sticky top-0 z-30 border-b bg-background/95 backdrop-blur-sm print:static">
        <div className="mx-auto flex min-h-14 w-full max-w-[1440px] flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 md:px-6">
          <div className="flex min-w-0 items-center gap-2">
            <Button
              variant="ghost"
              size="icon"
              className="-ml-2 md:hidden print:hidden"
              onClick={openNavigation}
              aria-label="Open the navigation"
            >
              <Menu aria-hidden />
            </Button>
            <h1 className="truncate font-semibold text-lg">{title}</h1>
          </div>
          {bar ? (
            <div className="order-last flex w-full flex-wrap items-center gap-2 md:order-none md:ml-auto md:w-auto print:hidden">{bar}</div>
          ) : null}
          <div className={bar ? "ml-auto md:ml-0 print:hidden" : "ml-auto print:hidden"}>
            <HeaderTools />
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto grid w-full min-w-0 max-w-[1440px] flex-1 content-start gap-4 p-4 focus:outline-none md:p-6 [&>*]:min-w-0"
      >
        {children}
      </main>
      {footer ? (
        <footer className="border-t bg-background">
          <div className="mx-auto w-full max-w-[1440px] px-4 py-2 text-muted-foreground text-xs md:px-6">{footer}</div>
        </footer>
      ) : null}
    </div>
  );
}
