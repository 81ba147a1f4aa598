"use client";

import { LogOut, Moon, Search, Sun, SunMoon } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import type { UserActor } from "../../lib/auth/actor";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { useShell } from "./shell-context";
import { parseTheme, THEMES, type Theme } from "./theme";

const THEME_LABELS: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };
const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon };

/** Palette, theme and the person, at the right end of every page's header. */
export function HeaderTools() {
  const { openPalette } = useShell();
  return (
    <div className="flex items-center gap-1">
      <Button
        variant="outline"
        className="gap-2 px-2 text-muted-foreground"
        onClick={openPalette}
        aria-label="Go to a page or do something"
        aria-keyshortcuts="Meta+K Control+K"
      >
        <Search aria-hidden />
        <kbd className="hidden font-sans text-2xs sm:inline">⌘K</kbd>
      </Button>
      <ThemeMenu />
      <UserMenu />
    </div>
  );
}

function ThemeMenu() {
  const { theme, setTheme } = useShell();
  const Icon = THEME_ICONS[theme];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Theme: ${THEME_LABELS[theme]}`}>
          <Icon aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(parseTheme(value))}>
          {THEMES.map((one) => (
            <DropdownMenuRadioItem key={one} value={one}>
              {THEME_LABELS[one]}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function UserMenu() {
  const { user } = useShell();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="rounded-full bg-muted font-semibold text-2xs text-foreground"
          aria-label={`Account of ${user.name ?? user.email}`}
        >
          {initials(user)}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-56">
        <DropdownMenuLabel>
          <span className="block truncate font-medium text-foreground text-sm">{user.name ?? user.email}</span>
          <span className="block truncate">
            {user.name ? `${user.email} · ` : ""}
            {user.role}
          </span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings?tab=account">Change password</Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function initials({ name, email }: Pick<UserActor, "name" | "email">): string {
  const words = (name ?? email.split("@")[0] ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => word?.[0] ?? "").join("") : (words[0] ?? "?").slice(0, 2);
  return letters.toUpperCase();
}
