"use client";

import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { UserActor } from "../../lib/auth/actor";
import { Sheet, SheetContent, SheetTitle } from "../ui/sheet";
import { Mark } from "./mark";
import { navigationFor } from "./navigation";
import { ShellContext, type ShellState } from "./shell-context";
import { SideNavigation } from "./side-navigation";
import { applyTheme, type Theme } from "./theme";
import { useOnDemand } from "./use-on-demand";

const loadPalette = () => import("./command-palette").then((module) => module.CommandPalette);

/** The frame of every page after sign-in: navigation at the left (a sheet on small screens), palette on ⌘K. */
export function Shell({
  user,
  theme: initialTheme,
  outbox,
  openAlerts,
  children,
}: {
  user: UserActor;
  theme: Theme;
  outbox: boolean;
  /** How many alerts are open as the page is made. */
  openAlerts: number;
  children: ReactNode;
}) {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const { Component: CommandPalette, prepare: preparePalette } = useOnDemand(loadPalette);
  const [navigationOpen, setNavigationOpen] = useState(false);
  const [theme, setTheme] = useState(initialTheme);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      // Its code comes with the first half of the shortcut.
      if (event.key === "Meta" || event.key === "Control") preparePalette();
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      preparePalette();
      setPaletteOpen((open) => !(open && CommandPalette));
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [preparePalette, CommandPalette]);

  const state = useMemo<ShellState>(
    () => ({
      user,
      pages: navigationFor(user.role, { outbox }),
      openAlerts,
      theme,
      setTheme: (next) => {
        applyTheme(next);
        setTheme(next);
      },
      openPalette: () => {
        preparePalette();
        setPaletteOpen(true);
      },
      preparePalette,
      openNavigation: () => setNavigationOpen(true),
    }),
    [user, outbox, openAlerts, theme, preparePalette],
  );

  return (
    <ShellContext value={state}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:border focus:bg-card focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <div className="md:grid md:grid-cols-[208px_minmax(0,1fr)] print:block">
        <aside className="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r bg-card px-3 py-4 md:flex print:hidden">
          <div className="px-2">
            <Mark />
          </div>
          <SideNavigation />
        </aside>
        <div className="min-w-0">{children}</div>
      </div>
      <Sheet open={navigationOpen} onOpenChange={setNavigationOpen}>
        <SheetContent side="left" className="w-64 gap-4" aria-describedby={undefined}>
          <SheetTitle className="px-2">
            <Mark />
          </SheetTitle>
          <SideNavigation onFollow={() => setNavigationOpen(false)} />
        </SheetContent>
      </Sheet>
      {CommandPalette ? <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} /> : null}
    </ShellContext>
  );
}
