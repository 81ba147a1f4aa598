"use client";

import { cva, type VariantProps } from "class-variance-authority";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { CloseButton, DialogOverlay, useFocusBack } from "./dialog";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;

const sides = cva("fixed inset-y-0 z-50 flex w-80 max-w-[calc(100%-48px)] flex-col overflow-y-auto bg-popover p-4 text-popover-foreground focus-visible:outline-none", {
  variants: {
    side: {
      left: "left-0 animate-slide-in border-r",
      right: "right-0 w-[480px] animate-appear border-l",
    },
  },
  defaultVariants: { side: "right" },
});

export function SheetContent({ className, side, children, ...props }: ComponentProps<typeof DialogPrimitive.Content> & VariantProps<typeof sides>) {
  const focus = useFocusBack(props);
  return (
    <DialogPrimitive.Portal>
      <DialogOverlay />
      <DialogPrimitive.Content className={cn(sides({ side }), className)} {...props} {...focus}>
        {children}
        <CloseButton />
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

export { DialogDescription as SheetDescription, DialogHeader as SheetHeader, DialogTitle as SheetTitle } from "./dialog";
