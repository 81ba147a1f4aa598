"use client";

import { Moon, Search, Sun, SunMoon } from "lucide-react";
import type { UserActor } from "../../lib/auth/actor";
import { Button } from "../ui/button";
import { MenuButton } from "./menu-button";
import { useShell } from "./shell-context";
import { THEME_LABELS } from "./theme";

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon };

const loadThemeMenu = () => import("./header-menus").then((module) => module.ThemeMenu);
const loadUserMenu = () => import("./header-menus").then((module) => module.UserMenu);

/** Palette, theme and the person, at the right end of every page's header. */
export function HeaderTools() {
  const { openPalette, preparePalette, theme, user } = useShell();
  const Icon = THEME_ICONS[theme];
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="outline"
        className="gap-2 px-2 text-muted-foreground"
        onClick={openPalette}
        onPointerEnter={preparePalette}
        onFocus={preparePalette}
        aria-label="Go to a page or do something"
        aria-keyshortcuts="Meta+K Control+K"
      >
        <Search aria-hidden />
        <kbd className="hidden font-sans text-2xs sm:inline">⌘K</kbd>
      </Button>
      <MenuButton load={loadThemeMenu}>
        <Button variant="ghost" size="icon" aria-label={`Theme: ${THEME_LABELS[theme]}`}>
          <Icon aria-hidden />
        </Button>
      </MenuButton>
      <MenuButton load={loadUserMenu}>
        <Button
          variant="ghost"
          size="icon"
          className="rounded-full bg-muted font-semibold text-2xs text-foreground"
          aria-label={`Account of ${user.name ?? user.email}`}
        >
          {initials(user)}
        </Button>
      </MenuButton>
    </div>
  );
}

function initials({ name, email }: Pick<UserActor, "name" | "email">): string {
  const words = (name ?? email.split("@")[0] ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => word?.[0] ?? "").join("") : (words[0] ?? "?").slice(0, 2);
  return letters.toUpperCase();
}
