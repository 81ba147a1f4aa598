"use client";

import type { ReactNode } from "react";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "../ui/dropdown-menu";
import type { OnDemandMenuProps } from "./menu-button";

/** The frame of a menu that a MenuButton fetches: open from the start, on its first item where the keyboard asked for it. */
export function OnDemandMenu({
  trigger,
  byKeyboard,
  className,
  children,
}: OnDemandMenuProps & { className?: string; children: ReactNode }) {
  const enter = (content: HTMLElement | null) => {
    // After the menu has taken the focus for itself.
    if (content && byKeyboard) requestAnimationFrame(() => content.querySelector<HTMLElement>("[role^=menuitem]")?.focus());
  };
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent ref={enter} className={className}>
        {children}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
