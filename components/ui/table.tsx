import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Scrolls sideways inside its panel rather than widen the page. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return (
    <div className="relative w-full overflow-x-auto">
      <table className={cn("w-full border-collapse text-xs", className)} {...props} />
    </div>
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cn("border-b", className)} {...props} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableFooter({ className, ...props }: ComponentProps<"tfoot">) {
  return <tfoot className={cn("border-t font-medium", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-b last:border-b-0 [tbody>&]:hover:bg-muted/60", className)} {...props} />;
}

/** `numeric` aligns right; all digits of the page are tabular. */
export function TableHead({ className, numeric = false, ...props }: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn("h-8 whitespace-nowrap px-3 font-medium text-muted-foreground first:pl-4 last:pr-4", numeric ? "text-right" : "text-left", className)}
      {...props}
    />
  );
}

export function TableCell({ className, numeric = false, ...props }: ComponentProps<"td"> & { numeric?: boolean }) {
  return <td className={cn("h-9 px-3 py-1.5 first:pl-4 last:pr-4", numeric && "whitespace-nowrap text-right", className)} {...props} />;
}
