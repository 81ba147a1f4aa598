"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "../ui/dialog";

interface ConfirmProps {
  title: string;
  children: ReactNode;
  action: string;
  /** destructive (unless told): something is lost by it. */
  variant?: "primary" | "destructive";
  onConfirm: () => void;
  /** What opens it; else `open` says. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Says what will happen before it does. */
export function Confirm({ title, children, action, variant = "destructive", onConfirm, trigger, open, onOpenChange }: ConfirmProps) {
  const [own, setOwn] = useState(false);
  const set = onOpenChange ?? setOwn;
  return (
    <Dialog open={open ?? own} onOpenChange={set}>
      {trigger ? <DialogTrigger asChild>{trigger}</DialogTrigger> : null}
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{title}</DialogTitle>
          <DialogDescription asChild>
            <div className="grid gap-2">{children}</div>
          </DialogDescription>
        </DialogHeader>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Leave it</Button>
          </DialogClose>
          <Button
            variant={variant}
            onClick={() => {
              set(false);
              onConfirm();
            }}
          >
            {action}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
