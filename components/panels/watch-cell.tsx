import { cn } from "../ui/cn";
import { TableCell } from "../ui/table";
import { WatchMenu } from "./watch-menu";

interface WatchCellProps {
  /** Cost where left out. */
  metric?: string;
  /** The filters that the row stands for; null leaves the cell empty. */
  where: readonly string[] | null;
  about: string;
  /** A pointer sees the ⋯ over its row alone; the row is a `group`. */
  onHover?: boolean;
  className?: string;
}

const ON_HOVER = "pointer-fine:opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100";

/** The last cell of a row of costs: its ⋯. */
export function WatchCell({ metric = "cost", where, about, onHover = false, className }: WatchCellProps) {
  return (
    <TableCell className={cn("!p-0 w-7 print:hidden", className)}>
      {where ? <WatchMenu metric={metric} where={where} about={about} className={cn("size-7", onHover && ON_HOVER)} /> : null}
    </TableCell>
  );
}
