"use client";

import { createContext, useContext } from "react";
import type { UserActor } from "../../lib/auth/actor";
import type { NavigationPage } from "./navigation";
import type { Theme } from "./theme";

export interface ShellState {
  user: UserActor;
  pages: NavigationPage[];
  /** Open alerts as the page was made; what is newer, OpenAlerts asks for. */
  openAlerts: number;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  openPalette: () => void;
  /** Fetches the palette's code before it is asked for. */
  preparePalette: () => void;
  openNavigation: () => void;
}

export const ShellContext = createContext<ShellState | null>(null);

/** The frame around the current page. Throws outside the dashboard. */
export function useShell(): ShellState {
  const state = useContext(ShellContext);
  if (!state) throw new Error("useShell is for pages inside the dashboard's shell.");
  return state;
}
