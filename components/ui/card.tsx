import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A panel: a border, no shadow. Header, then content; a table goes in without CardContent so that it reaches the edges. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border bg-card text-card-foreground", className)} {...props} />;
}

/** Title and description to the left, actions to the right. */
export function CardHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2", className)} {...props} />;
}

export function CardTitle({ className, ...props }: ComponentProps<"h2">) {
  return <h2 className={cn("font-semibold text-sm", className)} {...props} />;
}

export function CardDescription({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("text-muted-foreground text-xs", className)} {...props} />;
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("px-4 pb-4", className)} {...props} />;
}

export function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("border-t px-4 py-2 text-muted-foreground text-xs", className)} {...props} />;
}
