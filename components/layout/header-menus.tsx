"use client";

import { LogOut } from "lucide-react";
import Link from "next/link";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "../ui/dropdown-menu";
import { leave } from "./leave";
import type { OnDemandMenuProps } from "./menu-button";
import { OnDemandMenu } from "./on-demand-menu";
import { useShell } from "./shell-context";
import { parseTheme, THEME_LABELS, THEMES } from "./theme";

export function ThemeMenu(menu: OnDemandMenuProps) {
  const { theme, setTheme } = useShell();
  return (
    <OnDemandMenu {...menu}>
      <DropdownMenuRadioGroup value={theme} onValueChange={(value) => setTheme(parseTheme(value))}>
        {THEMES.map((one) => (
          <DropdownMenuRadioItem key={one} value={one}>
            {THEME_LABELS[one]}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </OnDemandMenu>
  );
}

export function UserMenu(menu: OnDemandMenuProps) {
  const { user } = useShell();
  return (
    <OnDemandMenu {...menu} className="min-w-56">
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
      <DropdownMenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden />
        Sign out
      </DropdownMenuItem>
    </OnDemandMenu>
  );
}
