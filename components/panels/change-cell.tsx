import { cn } from "../ui/cn";
import { TableCell } from "../ui/table";
import type { Change } from "./figure";

/** "▲ 31 %", read out as "up 31 percent"; "—" where nothing is compared. */
export function ChangeText({ change }: { change: Change | null }) {
  if (!change) return "—";
  return (
    <>
      <span aria-hidden>{change.text}</span>
      <span className="sr-only">{change.words}</span>
    </>
  );
}

/** A change down a column of them. */
export function ChangeCell({ change, className }: { change: Change | null; className?: string }) {
  return (
    <TableCell numeric className={cn("text-muted-foreground", className)}>
      <ChangeText change={change} />
    </TableCell>
  );
}
