import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const noticeVariants = cva("rounded-md border px-3 py-2 text-sm", {
  variants: {
    variant: {
      neutral: "bg-muted text-foreground",
      warning: "border-warning/30 bg-warning-soft text-warning",
      destructive: "border-destructive/30 bg-destructive-soft text-destructive",
      success: "border-success/30 bg-success-soft text-success",
    },
  },
  defaultVariants: { variant: "neutral" },
});

/** One sentence that stays on the page. For an error give role="alert". */
export function Notice({ className, variant, ...props }: ComponentProps<"div"> & VariantProps<typeof noticeVariants>) {
  return <div className={cn(noticeVariants({ variant }), className)} {...props} />;
}
