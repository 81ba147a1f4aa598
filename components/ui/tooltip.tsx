"use client";

import { Tooltip as TooltipPrimitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export const TooltipProvider = TooltipPrimitive.Provider;

/** A few words on hover and focus. The child must take focus to be reachable by keyboard. */
export function Tooltip({ content, side, className, children }: { content: ReactNode; side?: "top" | "right" | "bottom" | "left"; className?: string; children: ReactNode }) {
  if (!content) return children;
  return (
    <TooltipPrimitive.Root>
      <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
      <TooltipPrimitive.Portal>
        <TooltipPrimitive.Content
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn("z-50 max-w-72 animate-appear rounded-md bg-foreground px-2 py-1 text-background text-xs", className)}
        >
          {content}
        </TooltipPrimitive.Content>
      </TooltipPrimitive.Portal>
    </TooltipPrimitive.Root>
  );
}
