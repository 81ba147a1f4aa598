"use client";

import { Command } from "cmdk";
import { LogOut, SunMoon } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Dialog, DialogContent, DialogTitle } from "../ui/dialog";
import { leave } from "./leave";
import { useShell } from "./shell-context";
import { THEMES } from "./theme";

const item =
  "flex h-9 items-center gap-3 rounded-md px-3 text-sm data-[selected=true]:bg-accent [&_svg]:size-4 [&_svg]:text-muted-foreground";

/** ⌘K: every page that this person may open, and the few things to do from everywhere. */
export function CommandPalette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { pages, setTheme } = useShell();
  const router = useRouter();
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent closeButton={false} className="top-24 max-w-lg translate-y-0 gap-0 p-0" aria-describedby={undefined}>
        <DialogTitle className="sr-only">Go to a page or do something</DialogTitle>
        <Command label="Pages and actions" loop>
          <Command.Input
            autoFocus
            placeholder="Go to…"
            className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-muted-foreground"
          />
          <Command.List className="max-h-[60dvh] overflow-y-auto p-2">
            <Command.Empty className="px-3 py-6 text-center text-muted-foreground text-sm">Nothing has that name.</Command.Empty>
            <Group heading="Pages">
              {pages.map(({ href, label, icon: Icon }) => (
                <Command.Item key={href} value={label} onSelect={run(() => router.push(href))} className={item}>
                  <Icon aria-hidden />
                  {label}
                </Command.Item>
              ))}
            </Group>
            <Group heading="Actions">
              {THEMES.map((theme) => (
                <Command.Item key={theme} value={`theme ${theme}`} onSelect={run(() => setTheme(theme))} className={item}>
                  <SunMoon aria-hidden />
                  Theme: {theme}
                </Command.Item>
              ))}
              <Command.Item value="sign out" onSelect={run(() => void leave())} className={item}>
                <LogOut aria-hidden />
                Sign out
              </Command.Item>
            </Group>
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}
