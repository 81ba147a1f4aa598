import { TableHead } from "../ui/table";

/** The head of a column whose cells speak for themselves: a name for screen readers alone. */
export function UnseenHead({ children, className }: { children: string; className?: string }) {
  return (
    <TableHead className={className}>
      <span className="sr-only">{children}</span>
    </TableHead>
  );
}
